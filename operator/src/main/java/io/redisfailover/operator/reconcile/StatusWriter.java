package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.status.Announcements;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status of a resource when it changes, and the Events of the change. Only the leader
 * writes, so the status that it wrote last is newer than the one in its cache.
 */
final class StatusWriter {
  /**
   * A written status.
   *
   * @param resource names the resource with its unique ID: another one may get the same name
   * @param status the status
   * @param announcements up to where it was told
   */
  private record Written(
      RedisFailover resource, RedisFailoverStatus status, Announcements announcements) {}

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  /** How often one is written that changes at the same moment; the next round goes on. */
  private static final int TRIES = 3;

  private final Map<ResourceID, Written> written = new ConcurrentHashMap<>();
  private final KubernetesClient client;
  private final EventWriter events;
  private final InstantSource clock;

  StatusWriter(KubernetesClient client, EventWriter events, InstantSource clock) {
    this.client = client;
    this.events = events;
    this.clock = clock;
  }

  /** Sets the status that was written last in a resource from the cache. */
  void remember(RedisFailover resource) {
    last(resource).ifPresent(last -> resource.setStatus(last.status()));
  }

  private Optional<Written> last(RedisFailover resource) {
    return Optional.ofNullable(written.get(ResourceID.fromResource(resource)))
        .filter(last -> isSame(last.resource(), resource));
  }

  /** {@return whether something of its status is not told by an Event yet} */
  boolean waits(RedisFailover resource) {
    return last(resource).filter(last -> last.announcements().waits()).isPresent();
  }

  /**
   * Writes a changed status, and the Events that are due. After a failed write the next round
   * writes it again. Another resource that has the name meanwhile keeps its own.
   */
  void write(RedisFailover resource, RedisFailoverStatus status) {
    boolean changed = !status.equals(resource.getStatus());
    if (!changed && !waits(resource)) {
      return;
    }
    if (changed && !isWritten(resource, status)) {
      LOG.debug("Wrote no status of {}: it is gone.", LogName.of(resource));
      return;
    }
    Announcements.Step step =
        last(resource)
            .map(Written::announcements)
            .orElseGet(() -> Announcements.upTo(resource.getStatus()))
            .at(status, clock.instant());
    written.put(
        ResourceID.fromResource(resource), new Written(named(resource), status, step.next()));
    step.events().forEach(event -> events.write(resource, event));
  }

  /**
   * Kubernetes heeds no unique ID in a write of a status, but a version; and another resource of
   * the name must not begin with this epoch.
   */
  private boolean isWritten(RedisFailover resource, RedisFailoverStatus status) {
    for (int tries = 1; ; tries++) {
      RedisFailover present = client.resource(resource).get();
      if (present == null || !isSame(present, resource)) {
        return false;
      }
      try {
        client.resource(patch(present, status)).subresource("status").patch(Applier.APPLY);
        return true;
      } catch (KubernetesClientException failure) {
        if (!SeenObject.isGone(failure) || tries == TRIES) {
          throw failure;
        }
        LOG.debug("{} has changed meanwhile.", LogName.of(resource));
      }
    }
  }

  private static boolean isSame(RedisFailover present, RedisFailover resource) {
    return present.getMetadata().getUid().equals(resource.getMetadata().getUid());
  }

  private static RedisFailover named(RedisFailover resource) {
    RedisFailover named = new RedisFailover();
    named.getMetadata().setName(resource.getMetadata().getName());
    named.getMetadata().setNamespace(resource.getMetadata().getNamespace());
    named.getMetadata().setUid(resource.getMetadata().getUid());
    return named;
  }

  private static RedisFailover patch(RedisFailover present, RedisFailoverStatus status) {
    RedisFailover patch = named(present);
    patch.getMetadata().setResourceVersion(present.getMetadata().getResourceVersion());
    patch.setStatus(status);
    return patch;
  }

  /** Writes the Events that were waited with: nothing remembers them after this operator. */
  void tellTheRest() {
    written
        .values()
        .forEach(last ->
            last.announcements().rest().forEach(event -> events.write(last.resource(), event)));
    written.clear();
  }

  /** Forgets a deleted resource. */
  void forget(RedisFailover resource) {
    written.remove(ResourceID.fromResource(resource));
  }
}
