package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.SecretChanges;
import io.redisfailover.operator.round.Observation;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the Secrets of one resource in one round. One that is somebody else's, or is refused,
 * keeps no other from being stored.
 */
final class SecretStore {
  private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);

  private final Applier applier;
  private final EventWriter events;
  private final Observation seen;
  private final Obstacles obstacles;
  private final Set<String> foreign = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> overtaken = new HashSet<>();

  SecretStore(Applier applier, EventWriter events, Observation seen, Obstacles obstacles) {
    this.applier = applier;
    this.events = events;
    this.seen = seen;
    this.obstacles = obstacles;
  }

  /**
   * Stores what must change, and tells of what cannot be.
   *
   * @throws KubernetesClientException when the API server does not answer
   */
  void store(SecretChanges changes) {
    for (Secret secret : seen.inputs().foreign()) {
      isOwn(secret);
    }
    changes.changed().forEach(this::store);
    // What was not written was not handed out, so the recovery must not say that it was; what was
    // written must be in it, or a rotation would be carried out once more.
    Set<String> unwritten = new HashSet<>(refused);
    unwritten.addAll(overtaken);
    changes.recovery(unwritten).ifPresent(this::store);
    seen.usersFile().ifPresent(this::store);
  }

  /** Tells of Secrets that no pod of the resource may mount, and of those that it would lack. */
  void tell(Unmountable unmountable) {
    foreign.stream().map(ObjectName::secret).forEach(unmountable::isForeign);
    refused.stream()
        .filter(name -> seen.inputs().secret(name).isEmpty())
        .map(ObjectName::secret)
        .forEach(unmountable::isMissing);
  }

  /** {@return whether another client wrote first, so that another look is due} */
  boolean overtaken() {
    return !overtaken.isEmpty();
  }

  private void store(Secret secret) {
    String name = secret.getMetadata().getName();
    if (foreign.contains(name) || !seen.inputs().secret(name).map(this::isOwn).orElse(true)) {
      return;
    }
    try {
      if (!applier.store(secret, seen.resource())) {
        overtaken.add(name);
      } else if (name.equals(Names.controlSecret(seen.resource()))) {
        // A round that has seen the Secret of before cannot write it again: it is told once.
        seen.rejectedValues().ifPresent(event -> events.write(seen.resource(), event));
        seen.lostSecrets().ifPresent(event -> events.write(seen.resource(), event));
      }
    } catch (NotOwnException taken) {
      taken(name, taken);
    } catch (KubernetesClientException failure) {
      if (failure.getCode() == 0) {
        throw failure;
      }
      LOG.warn("Failed to store Secret {} of {}.", name, LogName.of(seen.resource()), failure);
      refused.add(name);
      obstacles.failed(failure);
    }
  }

  private boolean isOwn(Secret present) {
    try {
      NotOwnException.unlessOwn(seen.resource(), present);
      return true;
    } catch (NotOwnException taken) {
      taken(present.getMetadata().getName(), taken);
      return false;
    }
  }

  private void taken(String name, NotOwnException taken) {
    foreign.add(name);
    obstacles.taken(taken);
  }
}
