package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Desired;
import io.redisfailover.operator.desired.Facts;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.status.StatusInput;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a resource's objects about. */
final class Installer {
  /** Kinds that a resource may want or not; volume claims are never deleted. */
  static final List<Class<? extends HasMetadata>> OPTIONAL =
      List.of(Service.class, PodDisruptionBudget.class, NetworkPolicy.class);

  /** The API server does not take an object. */
  private static final String REFUSED = "Refused";

  private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

  private final KubernetesClient client;
  private final OperatorSettings settings;
  private final Applier applier;

  Installer(KubernetesClient client, OperatorSettings settings) {
    this.client = client;
    this.settings = settings;
    this.applier = new Applier(client);
  }

  /**
   * Applies every object, and removes those that are not wanted any more.
   *
   * @param fileMayChange whether the servers' file may change: a server that starts with settings
   *     which no server takes would not come up
   * @return what came of it
   */
  Outcome bringAbout(
      RedisFailover resource, boolean fileMayChange, Context<RedisFailover> context) {
    try {
      return applied(resource, fileMayChange, context);
    } catch (KubernetesClientException refused) {
      // The servers that run are looked after all the same.
      LOG.warn("{}: not everything could be applied", ResourceID.fromResource(resource), refused);
      return Outcome.of(new StatusInput.Obstacle(REFUSED, String.valueOf(refused.getMessage())));
    }
  }

  /**
   * What came of applying.
   *
   * @param obstacle why not everything could be applied; empty when it was
   * @param serversChanged whether what is seen of the StatefulSets may be older than what is there
   */
  record Outcome(Optional<StatusInput.Obstacle> obstacle, boolean serversChanged) {
    private static Outcome of(StatusInput.Obstacle obstacle) {
      return new Outcome(Optional.of(obstacle), true);
    }
  }

  private Outcome applied(
      RedisFailover resource, boolean fileMayChange, Context<RedisFailover> context) {
    return switch (Desired.of(resource, facts(resource, context), Passwords::random)) {
      case Desired.Rejected(String sentence) ->
          new Outcome(Optional.of(new StatusInput.Obstacle("Rejected", sentence)), false);
      case Desired.Objects(List<Secret> secrets, List<HasMetadata> applied) -> {
        secrets.forEach(applier::store);
        boolean serversChanged = false;
        for (HasMetadata object : applied) {
          if (fileMayChange || !isFile(object, resource)) {
            boolean newer = applier.apply(object, context);
            serversChanged |= newer && object instanceof StatefulSet;
          }
        }
        removeUnwanted(applied, context);
        yield new Outcome(Optional.empty(), serversChanged);
      }
    };
  }

  private static boolean isFile(HasMetadata object, RedisFailover resource) {
    return object instanceof ConfigMap
        && object.getMetadata().getName().equals(Names.redis(resource));
  }

  private void removeUnwanted(List<HasMetadata> wanted, Context<RedisFailover> context) {
    Set<String> names = new HashSet<>();
    wanted.forEach(object -> names.add(object.getKind() + "/" + object.getMetadata().getName()));
    for (Class<? extends HasMetadata> kind : OPTIONAL) {
      context.getSecondaryResources(kind).stream()
          .filter(
              object -> !names.contains(object.getKind() + "/" + object.getMetadata().getName()))
          .forEach(applier::remove);
    }
  }

  private Facts facts(RedisFailover resource, Context<RedisFailover> context) {
    return new Facts(
        settings.proxyImage(),
        settings.namespace(),
        settings.labels(),
        secret(Names.authSecret(resource), resource, context),
        secret(Names.controlSecret(resource), resource, context),
        secret(Names.statsSecret(resource), resource, context));
  }

  /** Our own Secrets are watched; one that the user names is read. */
  Optional<Secret> secret(String name, RedisFailover resource, Context<RedisFailover> context) {
    return context.getSecondaryResources(Secret.class).stream()
        .filter(secret -> secret.getMetadata().getName().equals(name))
        .findFirst()
        .or(() ->
            Optional.ofNullable(
                client
                    .secrets()
                    .inNamespace(resource.getMetadata().getNamespace())
                    .withName(name)
                    .get()));
  }
}
