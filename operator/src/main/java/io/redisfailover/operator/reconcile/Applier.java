package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings objects to what they should be, by server-side apply; what is right is left alone. */
final class Applier {
  /** Who owns the fields that are applied. */
  static final String FIELD_MANAGER = "redis-failover-operator";

  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  /** Server-side apply, which takes over what somebody else wrote into the same fields. */
  static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FIELD_MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;

  Applier(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Applies an object unless the one that is there says the same.
   *
   * @return whether what is seen of it is older than what is there now
   */
  <T extends HasMetadata> boolean apply(T desired, Context<RedisFailover> context) {
    Optional<? extends HasMetadata> actual =
        context.getSecondaryResources(desired.getClass()).stream()
            .filter(it -> it.getMetadata().getName().equals(desired.getMetadata().getName()))
            .findFirst();
    if (actual.isPresent() && matches(actual.get(), desired, context)) {
      return false;
    }
    LOG.debug("applying {} {}", desired.getKind(), desired.getMetadata().getName());
    Long now = client.resource(desired).patch(APPLY).getMetadata().getGeneration();
    return actual.filter(it -> Objects.equals(it.getMetadata().getGeneration(), now)).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static <T extends HasMetadata> boolean matches(
      HasMetadata actual, T desired, Context<RedisFailover> context) {
    return SSABasedGenericKubernetesResourceMatcher.<T>getInstance()
        .matches((T) actual, desired, context);
  }

  /** Makes a Secret, or completes the one whose version it carries; never overwrites another. */
  void store(Secret secret) {
    try {
      if (secret.getMetadata().getResourceVersion() == null) {
        client.resource(secret).create();
      } else {
        client.resource(secret).update();
      }
    } catch (KubernetesClientException failure) {
      if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw failure;
      }
      // Somebody else was first: what he wrote is seen in the next round, and kept.
      LOG.debug("{} was written by somebody else", secret.getMetadata().getName());
    }
  }

  /** Deletes an object that is not wanted any more. */
  void remove(HasMetadata object) {
    LOG.info("deleting {} {}", object.getKind(), object.getMetadata().getName());
    client.resource(object).delete();
  }
}
