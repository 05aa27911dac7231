package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.DesiredInputs;
import io.redisfailover.operator.desired.DesiredState;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.desired.Ownership;
import io.redisfailover.operator.observe.ForeignPods;
import io.redisfailover.operator.round.Applied;
import io.redisfailover.operator.round.Observation;
import io.redisfailover.operator.status.ConditionReason;
import io.redisfailover.operator.status.StatusInput;
import java.net.HttpURLConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the desired objects of a resource. */
final class Installer {
  /** Kinds that the spec can switch off; volume claims are never deleted. */
  static final List<Class<? extends HasMetadata>> OPTIONAL =
      List.of(Service.class, PodDisruptionBudget.class, NetworkPolicy.class);

  private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

  private final Applier applier;
  private final EventWriter events;

  Installer(KubernetesClient client, EventWriter events) {
    this.applier = new Applier(client);
    this.events = events;
  }

  /**
   * Applies every desired object, and deletes those that the spec does not want. One that is
   * somebody else's, or is refused, keeps no other from being applied. The configuration file of
   * the servers stays while a server rejects a setting: a server that starts would fail. A
   * disruption budget comes with the first of its pods.
   *
   * @return what came of it; a name that is taken and an error of the API server are obstacles
   */
  Applied apply(Observation seen, Context<RedisFailover> context) {
    if (seen.unread().isPresent()) {
      return new Applied(seen.unread(), true);
    }
    try {
      return switch (DesiredState.of(seen.resource(), inputs(seen), Passwords::random)) {
        case DesiredState.Rejected(String sentence) ->
            new Applied(
                Optional.of(new StatusInput.Obstacle(ConditionReason.INVALID_SPEC, sentence)),
                false);
        case DesiredState.Objects(List<Secret> secrets, List<HasMetadata> applied) ->
            apply(secrets, applied, seen, context);
      };
    } catch (KubernetesClientException failure) {
      LOG.warn("Failed to apply every object of {}.", LogName.of(seen.resource()), failure);
      return new Applied(Optional.of(Obstacles.of(failure)), true);
    }
  }

  private static DesiredInputs inputs(Observation seen) {
    return seen.inputs().taken(seen.taken());
  }

  private Applied apply(
      List<Secret> secrets,
      List<HasMetadata> wanted,
      Observation seen,
      Context<RedisFailover> context) {
    Obstacles obstacles = new Obstacles();
    Set<String> foreign = foreign(seen, obstacles);
    boolean all = true;
    for (Secret secret : secrets) {
      // What was not written was not handed out, so the recovery must not say that it was.
      if (all || !isRecovery(secret, seen.resource())) {
        all &= store(secret, seen, foreign, obstacles);
      }
    }
    Optional<Secret> users = seen.usersFile();
    if (users.isPresent()) {
      all &= store(users.get(), seen, foreign, obstacles);
    }
    boolean fileMayChange = seen.liveSettings().fileMayChange();
    boolean serversChanged = false;
    Set<String> missing = new HashSet<>();
    for (HasMetadata object : wanted) {
      boolean waits =
          seen.mustWaitForPods(object) || (isFile(object, seen.resource()) && !fileMayChange);
      if (!waits && !mounts(object, missing) && !MountedSecrets.of(object).anyOf(foreign)) {
        serversChanged |= apply(object, seen, context, obstacles, missing);
      }
    }
    ForeignPods.of(seen.resource(), seen.objects())
        .forEach(pod -> obstacles.taken(NotOwnException.foreign(seen.resource(), pod)));
    removeUnwanted(wanted, seen);
    return new Applied(obstacles.all(), serversChanged, obstacles.waiting() || !all);
  }

  /** {@return whether the observed server is older than the present one, or may be} */
  private boolean apply(
      HasMetadata object,
      Observation seen,
      Context<RedisFailover> context,
      Obstacles obstacles,
      Set<String> missing) {
    boolean server = object instanceof StatefulSet;
    try {
      return applier.apply(object, seen.objects(), context) && server;
    } catch (NotOwnException taken) {
      LOG.debug("Left {} alone: {}", object.getMetadata().getName(), taken.getMessage());
      missing.add(object.getMetadata().getName());
      obstacles.taken(taken);
      return false;
    } catch (ImpossibleException impossible) {
      obstacles.impossible(impossible);
      return false;
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == 0) {
        throw refused;
      }
      if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND && SeenObject.isGone(refused)) {
        LOG.debug("Left {} alone: it has changed meanwhile.", object.getMetadata().getName());
        obstacles.changed();
        return server;
      }
      LOG.warn(
          "Failed to apply {} {} of {}.",
          object.getKind(),
          object.getMetadata().getName(),
          LogName.of(seen.resource()),
          refused);
      obstacles.failed(refused);
      return server;
    }
  }

  /** A pod must not write to a volume of somebody else. */
  private static boolean mounts(HasMetadata object, Set<String> missing) {
    return object instanceof StatefulSet server
        && server.getSpec().getTemplate().getSpec().getVolumes().stream()
            .map(Volume::getPersistentVolumeClaim)
            .anyMatch(claim -> claim != null && missing.contains(claim.getClaimName()));
  }

  private static boolean isRecovery(Secret secret, RedisFailover resource) {
    return secret.getMetadata().getName().equals(Names.recoverySecret(resource));
  }

  private static boolean isControl(Secret secret, RedisFailover resource) {
    return secret.getMetadata().getName().equals(Names.controlSecret(resource));
  }

  /** Tells of Secrets of somebody else under the names of the resource's own, written or not. */
  private static Set<String> foreign(Observation seen, Obstacles obstacles) {
    Set<String> names = new HashSet<>();
    for (Secret secret : seen.inputs().foreign()) {
      names.add(secret.getMetadata().getName());
      try {
        NotOwnException.unlessOwn(seen.resource(), secret);
      } catch (NotOwnException taken) {
        obstacles.taken(taken);
      }
    }
    return names;
  }

  /** {@return whether it was written; what is somebody else's stays so} */
  private boolean store(Secret secret, Observation seen, Set<String> foreign, Obstacles obstacles) {
    if (foreign.contains(secret.getMetadata().getName())) {
      return true;
    }
    Optional<Secret> present = seen.inputs().secret(secret.getMetadata().getName());
    try {
      if (present.isPresent()) {
        NotOwnException.unlessOwn(seen.resource(), present.get());
      }
      boolean written = applier.store(secret, seen.resource());
      if (written && isControl(secret, seen.resource())) {
        // A round that has seen the Secret of before cannot write it again: it is told once.
        seen.rejectedValues().ifPresent(event -> events.write(seen.resource(), event));
        seen.lostSecrets().ifPresent(event -> events.write(seen.resource(), event));
      }
      return written;
    } catch (NotOwnException taken) {
      obstacles.taken(taken);
      return true;
    }
  }

  private static boolean isFile(HasMetadata object, RedisFailover resource) {
    return object instanceof ConfigMap
        && object.getMetadata().getName().equals(Names.redis(resource));
  }

  /** A copy of an object under another name is not the resource's, whatever its labels say. */
  private void removeUnwanted(List<HasMetadata> wanted, Observation seen) {
    Set<String> names = new HashSet<>();
    wanted.forEach(object -> names.add(name(object)));
    seen.objects().stream()
        .filter(object -> isOptional(object, seen.resource()))
        .filter(object -> Ownership.of(seen.resource(), object) == Ownership.OWN)
        .filter(object -> !names.contains(name(object)))
        .forEach(applier::remove);
  }

  private static boolean isOptional(HasMetadata object, RedisFailover resource) {
    String name = object.getMetadata().getName();
    return switch (object) {
      case Service service -> name.equals(Names.stats(resource));
      case PodDisruptionBudget budget -> isOfAComponent(name, resource);
      case NetworkPolicy policy -> isOfAComponent(name, resource);
      default -> false;
    };
  }

  private static boolean isOfAComponent(String name, RedisFailover resource) {
    return name.equals(Names.redis(resource)) || name.equals(Names.proxy(resource));
  }

  private static String name(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }
}
