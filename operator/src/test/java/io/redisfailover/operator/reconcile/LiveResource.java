package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.desired.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * A resource on a real API server, and the objects beside it.
 *
 * @param client reaches the API server
 * @param namespace the namespace of the resource
 * @param name the name of the resource
 */
record LiveResource(KubernetesClient client, String namespace, String name) {
  /** Longer than the operator waits before it looks again. */
  static final Duration SOON = Duration.ofSeconds(60);

  /** Makes the namespace, unless it is there. */
  void createNamespace(Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  /**
   * Lets a quota refuse objects of a kind. The controller that counts them does not run here.
   *
   * @param counted their kind, as quotas name it
   */
  ResourceQuota refuse(String counted) {
    Quantity none = new Quantity("0");
    ResourceQuota quota =
        client
            .resource(
                new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName("none")
                    .withNamespace(namespace)
                    .endMetadata()
                    .withNewSpec()
                    .addToHard(counted, none)
                    .endSpec()
                    .build())
            .create();
    return client
        .resource(quota)
        .editStatus(stored ->
            new ResourceQuotaBuilder(stored)
                .withNewStatus()
                .addToHard(counted, none)
                .addToUsed(counted, none)
                .endStatus()
                .build());
  }

  /** Makes the resource. {@return it as it is stored} */
  RedisFailover create(String spec) {
    RedisFailover resource = Samples.withSpec(spec);
    resource.getMetadata().setName(name);
    resource.getMetadata().setNamespace(namespace);
    resource.getMetadata().setUid(null);
    resource.getMetadata().setGeneration(null);
    return client.resource(resource).create();
  }

  /** Gives the resource another spec. */
  void spec(String spec) {
    edit(present -> present.setSpec(Samples.withSpec(spec).getSpec()));
  }

  /** Adds an annotation to the resource. */
  void annotate(String key, String value) {
    edit(present -> present.getMetadata().getAnnotations().put(key, value));
  }

  private void edit(Consumer<RedisFailover> change) {
    // The operator writes the status meanwhile.
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() ->
            client
                    .resources(RedisFailover.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(present -> {
                      change.accept(present);
                      return present;
                    })
                != null);
  }

  /** {@return the resource as it is stored} */
  RedisFailover present() {
    return find(RedisFailover.class, name).orElseThrow();
  }

  /** {@return an object of its namespace, if it is there} */
  <T extends HasMetadata> Optional<T> find(Class<T> kind, String object) {
    return Optional.ofNullable(
        client.resources(kind).inNamespace(namespace).withName(object).get());
  }

  /** {@return the objects of its namespace that have its label} */
  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return client
        .resources(kind)
        .inNamespace(namespace)
        .withLabel(Labels.INSTANCE, name)
        .list()
        .getItems();
  }

  /** {@return what the operator makes, by its label: all but the pods and what is between} */
  List<HasMetadata> objects() {
    return Observer.KINDS.stream()
        .filter(kind -> kind != Pod.class && kind != ReplicaSet.class)
        .flatMap(kind -> all(kind).stream())
        .map(HasMetadata.class::cast)
        .toList();
  }

  /**
   * Lets a whole round pass. The budget of the proxies is applied last: a round that brings it back
   * has done all else.
   */
  void round() {
    String last = name + "-proxy";
    PodDisruptionBudget before = await(PodDisruptionBudget.class, last);
    client.resource(before).delete();
    annotate("example.com/touched", before.getMetadata().getUid());
    Awaitility.await(last)
        .atMost(SOON)
        .until(() ->
            find(PodDisruptionBudget.class, last)
                .filter(it -> !it.getMetadata().getUid().equals(before.getMetadata().getUid()))
                .isPresent());
  }

  /** {@return an object of its namespace, once it is there} */
  <T extends HasMetadata> T await(Class<T> kind, String object) {
    return Awaitility.await(object)
        .atMost(SOON)
        .until(() -> find(kind, object), Optional::isPresent)
        .orElseThrow();
  }

  /** {@return a condition of its status, if it stands there} */
  Optional<Condition> condition(String type) {
    return conditions().stream().filter(it -> it.type().equals(type)).findFirst();
  }

  /** {@return its status, if it has one} */
  Optional<RedisFailoverStatus> status() {
    return find(RedisFailover.class, name).flatMap(it -> Optional.ofNullable(it.getStatus()));
  }

  /** {@return all conditions of its status, in their order} */
  List<Condition> conditions() {
    return status().flatMap(status -> Optional.ofNullable(status.conditions())).orElse(List.of());
  }

  /** Waits until the status is of a generation. */
  void awaitObserved(Long generation) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> status().filter(it -> generation.equals(it.observedGeneration())).isPresent());
  }

  /** {@return a condition of its status, once it has a reason} */
  Condition awaitCondition(String type, String reason) {
    return Awaitility.await(type + " " + reason)
        .atMost(SOON)
        .until(() -> condition(type).filter(it -> reason.equals(it.reason())), Optional::isPresent)
        .orElseThrow();
  }
}
