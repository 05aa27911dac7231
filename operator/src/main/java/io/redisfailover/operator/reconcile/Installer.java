package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.DesiredState;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.round.Applied;
import io.redisfailover.operator.round.Observation;
import io.redisfailover.operator.status.StatusInput;
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

  Installer(KubernetesClient client) {
    this.applier = new Applier(client);
  }

  /**
   * Applies every desired object, and deletes those that the spec does not want. The configuration
   * file of the servers stays while a server rejects a setting: a server that starts would fail.
   *
   * @return what came of it; an error of the API server is an obstacle
   */
  Applied apply(Observation seen, Context<RedisFailover> context) {
    if (seen.unread().isPresent()) {
      return new Applied(seen.unread(), true);
    }
    try {
      return switch (DesiredState.of(seen.resource(), seen.inputs(), Passwords::random)) {
        case DesiredState.Rejected(String sentence) ->
            new Applied(Optional.of(new StatusInput.Obstacle("InvalidSpec", sentence)), false);
        case DesiredState.Objects(List<Secret> secrets, List<HasMetadata> applied) ->
            apply(secrets, applied, seen, context);
      };
    } catch (KubernetesClientException failure) {
      LOG.warn("Failed to apply every object of {}.", LogName.of(seen.resource()), failure);
      return new Applied(Optional.of(obstacle(failure)), true);
    }
  }

  static StatusInput.Obstacle obstacle(KubernetesClientException failure) {
    String why =
        Optional.ofNullable(failure.getStatus())
            .map(Status::getMessage)
            .orElseGet(() -> String.valueOf(failure.getMessage()));
    return new StatusInput.Obstacle(
        "ApplyFailed",
        "A request to Kubernetes failed ("
            + why
            + "); correct the cause, the operator tries again.");
  }

  private Applied apply(
      List<Secret> secrets,
      List<HasMetadata> wanted,
      Observation seen,
      Context<RedisFailover> context) {
    secrets.forEach(applier::store);
    seen.usersFile().ifPresent(applier::store);
    boolean fileMayChange = seen.liveSettings().fileMayChange();
    boolean serversChanged = false;
    for (HasMetadata object : wanted) {
      if (fileMayChange || !isFile(object, seen.resource())) {
        boolean newer = applier.apply(object, seen.objects(), context);
        serversChanged |= newer && object instanceof StatefulSet;
      }
    }
    removeUnwanted(wanted, seen.objects());
    return new Applied(Optional.empty(), serversChanged);
  }

  private static boolean isFile(HasMetadata object, RedisFailover resource) {
    return object instanceof ConfigMap
        && object.getMetadata().getName().equals(Names.redis(resource));
  }

  private void removeUnwanted(List<HasMetadata> wanted, List<HasMetadata> observed) {
    Set<String> names = new HashSet<>();
    wanted.forEach(object -> names.add(name(object)));
    observed.stream()
        .filter(object -> OPTIONAL.stream().anyMatch(kind -> kind.isInstance(object)))
        .filter(object -> !names.contains(name(object)))
        .forEach(applier::remove);
  }

  private static String name(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }
}
