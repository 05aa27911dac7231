package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.VolumeSize;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies objects by server-side apply, unless the observed ones match already. */
final class Applier {
  /** Owner of the applied fields. */
  static final String FIELD_MANAGER = "redis-failover-operator";

  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  /** Server-side apply, which takes over fields of other owners. */
  static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FIELD_MANAGER)
          .withForce(true)
          .build();

  private static final PatchContext NUMBER =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(FIELD_MANAGER)
          .build();

  private final KubernetesClient client;

  Applier(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Applies an object unless the present one matches, or is not the resource's own.
   *
   * @param desired the object
   * @param observed the observed objects
   * @param proxies asked when it would roll the proxies; nothing but their number is written while
   *     it is not their turn
   * @return whether the observed object is older than the present one
   * @throws NotOwnException when the name is taken; nothing is written
   * @throws ImpossibleException when it cannot become what is desired; nothing is written
   * @throws KubernetesClientException when Kubernetes refuses it; see {@link SeenObject#isGone} for
   *     an observed object that is not the present one
   */
  <T extends HasMetadata> boolean apply(
      T desired, List<HasMetadata> observed, Context<RedisFailover> context, ProxyTurn proxies)
      throws NotOwnException, ImpossibleException {
    Optional<HasMetadata> actual = present(desired, observed);
    boolean rolls = false;
    if (actual.isPresent()) {
      NotOwnException.unlessOwn(context.getPrimaryResource(), actual.get());
      if (matches(actual.get(), desired, context)) {
        return false;
      }
      ImpossibleException.ifRefused(VolumeSize.refusal(desired, actual.get()));
      rolls = rolls(actual.get(), desired, context);
      if (rolls && !proxies.begins()) {
        scale(actual.get(), desired);
        return false;
      }
    }
    LOG.debug("Applying {} {}.", desired.getKind(), desired.getMetadata().getName());
    T wanted = actual.map(seen -> sameAs(seen, desired)).orElse(desired);
    Long now = client.resource(wanted).patch(APPLY).getMetadata().getGeneration();
    boolean same =
        actual.filter(it -> Objects.equals(it.getMetadata().getGeneration(), now)).isPresent();
    if (rolls && same) {
      proxies.endsUnchanged();
    }
    return !same;
  }

  /** {@return whether they differ in more than their number, so that applying them rolls pods} */
  private boolean rolls(HasMetadata present, HasMetadata desired, Context<RedisFailover> context) {
    if (!(present instanceof Deployment now) || !(desired instanceof Deployment wanted)) {
      return false;
    }
    Deployment asMany = client.getKubernetesSerialization().clone(wanted);
    if (wanted.getSpec().getReplicas() != null) {
      asMany.getSpec().setReplicas(now.getSpec().getReplicas());
    }
    return !matches(now, asMany, context);
  }

  /** Where the spec names no number, somebody else scales them. */
  private void scale(HasMetadata present, HasMetadata desired) {
    if (present instanceof Deployment now
        && desired instanceof Deployment wanted
        && wanted.getSpec().getReplicas() != null
        && !wanted.getSpec().getReplicas().equals(now.getSpec().getReplicas())) {
      var unused =
          client
              .resource(now)
              .patch(
                  NUMBER,
                  "{\"metadata\": {\"uid\": \"%s\"}, \"spec\": {\"replicas\": %d}}"
                      .formatted(now.getMetadata().getUid(), wanted.getSpec().getReplicas()));
    }
  }

  /** It is applied to the observed object only: another one of its name is not the resource's. */
  <T extends HasMetadata> T sameAs(HasMetadata seen, T desired) {
    T wanted = client.getKubernetesSerialization().clone(desired);
    wanted.getMetadata().setUid(seen.getMetadata().getUid());
    return wanted;
  }

  /** What is not observed is not there, or nobody has given it the labels of the operator. */
  private <T extends HasMetadata> Optional<HasMetadata> present(
      T desired, List<HasMetadata> observed) {
    return observed.stream()
        .filter(it -> it.getKind().equals(desired.getKind()))
        .filter(it -> it.getMetadata().getName().equals(desired.getMetadata().getName()))
        .findFirst()
        .or(() -> Optional.ofNullable(client.resource(desired).get()));
  }

  @SuppressWarnings("unchecked")
  private static <T extends HasMetadata> boolean matches(
      HasMetadata actual, T desired, Context<RedisFailover> context) {
    return SSABasedGenericKubernetesResourceMatcher.<T>getInstance()
        .matches((T) actual, desired, context);
  }

  /**
   * Creates a Secret, or completes the one whose version it carries; never overwrites another.
   *
   * @return whether it was written; else another client wrote or deleted it first
   * @throws NotOwnException when the name is taken; nothing is written
   * @throws KubernetesClientException when Kubernetes refuses it
   */
  boolean store(Secret secret, RedisFailover resource) throws NotOwnException {
    boolean isNew = secret.getMetadata().getResourceVersion() == null;
    try {
      if (isNew) {
        client.resource(secret).create();
      } else {
        client.resource(secret).update();
      }
      return true;
    } catch (KubernetesClientException failure) {
      boolean gone = !isNew && failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
      if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT && !gone) {
        throw failure;
      }
      Secret present = client.resource(secret).get();
      if (present != null) {
        NotOwnException.unlessOwn(resource, present);
      }
      // The next round observes what the other client wrote.
      LOG.debug("Kept {}: another client wrote it first.", secret.getMetadata().getName());
      return false;
    }
  }

  /** Deletes an object that the spec does not want. */
  void remove(HasMetadata object) {
    LOG.info(
        "Deleting {} {}: the spec does not want it.",
        object.getKind(),
        object.getMetadata().getName());
    SeenObject seen = SeenObject.of(object);
    if (!seen.delete(client, seen.options())) {
      LOG.debug("{} is gone, or another object has its name.", object.getMetadata().getName());
    }
  }
}
