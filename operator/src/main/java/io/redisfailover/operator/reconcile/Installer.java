package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
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
import io.redisfailover.operator.desired.SecretChanges;
import io.redisfailover.operator.observe.ForeignPods;
import io.redisfailover.operator.round.Applied;
import io.redisfailover.operator.round.Applied.ProxyRoll;
import io.redisfailover.operator.round.Observation;
import java.net.HttpURLConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
   * somebody else's, or is refused, keeps no other from being applied, but what would mount it. Of
   * a spec that is rejected nothing is applied; its Secrets are kept all the same. What is not to
   * be applied now waits ({@link Observation#applicable}).
   *
   * @param turn whether it is the turn of this resource to have its proxies rolled; asked when they
   *     have to be. Until it is, their number alone follows the spec
   * @return what came of it; a name that is taken and an error of the API server are obstacles
   */
  Applied apply(Observation seen, Context<RedisFailover> context, BooleanSupplier turn) {
    if (seen.unread().isPresent()) {
      return new Applied(seen.unread(), false);
    }
    try {
      DesiredState wanted = DesiredState.of(seen.resource(), inputs(seen), Passwords::random);
      Obstacles obstacles = new Obstacles();
      SecretStore secrets = new SecretStore(applier, events, seen, obstacles);
      secrets.store(wanted.secrets());
      Unmountable unmountable = new Unmountable();
      secrets.tell(unmountable);
      ProxyTurn proxies = new ProxyTurn(turn);
      boolean serversChanged =
          switch (wanted) {
            case DesiredState.Rejected(String sentence, SecretChanges any) -> {
              obstacles.rejected(sentence);
              yield false;
            }
            case DesiredState.Objects(SecretChanges any, List<HasMetadata> objects) ->
                apply(objects, unmountable, seen, context, obstacles, proxies);
          };
      boolean waiting =
          obstacles.waiting() || secrets.overtaken() || proxies.roll() == ProxyRoll.WAITING;
      return new Applied(obstacles.all(), serversChanged, waiting, proxies.roll());
    } catch (KubernetesClientException failure) {
      LOG.warn("Failed to apply every object of {}.", LogName.of(seen.resource()), failure);
      return new Applied(Optional.of(Obstacles.of(failure)), true);
    }
  }

  private static DesiredInputs inputs(Observation seen) {
    return seen.inputs().taken(seen.taken());
  }

  /** {@return whether an observed server is older than the present one, or may be} */
  private boolean apply(
      List<HasMetadata> wanted,
      Unmountable unmountable,
      Observation seen,
      Context<RedisFailover> context,
      Obstacles obstacles,
      ProxyTurn proxies) {
    boolean serversChanged = false;
    for (HasMetadata object : wanted) {
      Optional<HasMetadata> now = seen.applicable(object);
      if (now.isPresent() && !unmountable.keepsBack(object)) {
        serversChanged |= apply(now.get(), seen, context, obstacles, unmountable, proxies);
      }
    }
    ForeignPods.of(seen.resource(), seen.objects())
        .forEach(pod -> obstacles.taken(NotOwnException.foreign(seen.resource(), pod)));
    removeUnwanted(wanted, seen);
    return serversChanged;
  }

  /** {@return whether the observed server is older than the present one, or may be} */
  private boolean apply(
      HasMetadata object,
      Observation seen,
      Context<RedisFailover> context,
      Obstacles obstacles,
      Unmountable unmountable,
      ProxyTurn proxies) {
    boolean server = object instanceof StatefulSet;
    try {
      return applier.apply(object, seen.objects(), context, proxies) && server;
    } catch (NotOwnException taken) {
      LOG.debug("Left {} alone: {}", object.getMetadata().getName(), taken.getMessage());
      unmountable.isForeign(ObjectName.of(object));
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
      if (!isSeen(object, seen)) {
        unmountable.isMissing(ObjectName.of(object));
      }
      obstacles.failed(refused);
      if (object instanceof Deployment) {
        proxies.refused();
      }
      return server;
    }
  }

  private static boolean isSeen(HasMetadata object, Observation seen) {
    return seen.objects().stream().map(ObjectName::of).anyMatch(ObjectName.of(object)::equals);
  }

  /** A copy of an object under another name is not the resource's, whatever its labels say. */
  private void removeUnwanted(List<HasMetadata> wanted, Observation seen) {
    Set<ObjectName> names = new HashSet<>();
    wanted.forEach(object -> names.add(ObjectName.of(object)));
    seen.objects().stream()
        .filter(object -> isOptional(object, seen.resource()))
        .filter(object -> Ownership.of(seen.resource(), object) == Ownership.OWN)
        .filter(object -> !names.contains(ObjectName.of(object)))
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
}
