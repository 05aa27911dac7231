package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.status.Transition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a resource's status when it says something new, and the Events of what happened. Only the
 * leader writes, so what it wrote last is newer than what its cache may still show.
 */
final class Reports {
  /**
   * A status that was written.
   *
   * @param uid of the resource, because another one of the same name may follow
   * @param status what was written
   */
  private record Written(String uid, RedisFailoverStatus status) {}

  private final Map<ResourceID, Written> written = new ConcurrentHashMap<>();
  private final KubernetesClient client;
  private final Events events;

  Reports(KubernetesClient client, Events events) {
    this.client = client;
    this.events = events;
  }

  /** Gives a resource, as it came from the cache, the status that was written last. */
  void remember(RedisFailover resource) {
    Written last = written.get(ResourceID.fromResource(resource));
    if (last != null && last.uid().equals(resource.getMetadata().getUid())) {
      resource.setStatus(last.status());
    }
  }

  /** Writes what is new. A status that could not be written is written in the next round. */
  void write(RedisFailover resource, RedisFailoverStatus status) {
    if (status.equals(resource.getStatus())) {
      return;
    }
    RedisFailover patch = new RedisFailover();
    patch.getMetadata().setName(resource.getMetadata().getName());
    patch.getMetadata().setNamespace(resource.getMetadata().getNamespace());
    patch.setStatus(status);
    client.resource(patch).subresource("status").patch(Applier.APPLY);
    written.put(
        ResourceID.fromResource(resource), new Written(resource.getMetadata().getUid(), status));
    Transition.between(resource.getStatus(), status)
        .forEach(transition -> events.write(resource, transition));
  }

  /** A resource is gone. */
  void forget(RedisFailover resource) {
    written.remove(ResourceID.fromResource(resource));
  }
}
