package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;

/**
 * Does what the controllers of Kubernetes do, which do not run beside the API server of the tests:
 * makes a pod for each StatefulSet and Deployment that a resource owns, and says that their specs
 * are rolled out. No pod runs.
 *
 * @param client reaches the API server
 * @param namespace where they act
 */
record StandInControllers(KubernetesClient client, String namespace) {
  private static final String REVISION = "first";

  /** Takes what is there one step further. */
  void step() {
    client.apps().statefulSets().inNamespace(namespace).list().getItems().stream()
        .filter(StandInControllers::isOwned)
        .forEach(this::serve);
    client.apps().deployments().inNamespace(namespace).list().getItems().stream()
        .filter(StandInControllers::isOwned)
        .forEach(this::serve);
  }

  private static boolean isOwned(HasMetadata object) {
    return !object.getMetadata().getOwnerReferences().isEmpty();
  }

  private void serve(StatefulSet set) {
    createUnlessThere(
        pod(
            set.getMetadata().getName() + "-0",
            set.getSpec().getTemplate(),
            owner("apps/v1", "StatefulSet", set)));
    Long generation = set.getMetadata().getGeneration();
    if (set.getStatus() == null
        || !Objects.equals(generation, set.getStatus().getObservedGeneration())) {
      unlessItChanges(() ->
          client
              .resource(set)
              .editStatus(present ->
                  new StatefulSetBuilder(present)
                      .withNewStatus()
                      .withReplicas(1)
                      .withObservedGeneration(generation)
                      .withUpdateRevision(REVISION)
                      .endStatus()
                      .build()));
    }
  }

  private void serve(Deployment proxies) {
    ReplicaSet pods =
        createUnlessThere(
            new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(proxies.getMetadata().getName() + "-" + REVISION)
                .withNamespace(namespace)
                .withLabels(proxies.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(owner("apps/v1", "Deployment", proxies))
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withSelector(proxies.getSpec().getSelector())
                .withTemplate(proxies.getSpec().getTemplate())
                .endSpec()
                .build());
    createUnlessThere(
        pod(
            pods.getMetadata().getName() + "-0",
            pods.getSpec().getTemplate(),
            owner("apps/v1", "ReplicaSet", pods)));
    Long generation = proxies.getMetadata().getGeneration();
    if (proxies.getStatus() == null
        || !Objects.equals(generation, proxies.getStatus().getObservedGeneration())) {
      Integer all = proxies.getSpec().getReplicas();
      unlessItChanges(() ->
          client
              .resource(proxies)
              .editStatus(present ->
                  new DeploymentBuilder(present)
                      .withNewStatus()
                      .withObservedGeneration(generation)
                      .withReplicas(all)
                      .withUpdatedReplicas(all)
                      .withReadyReplicas(all)
                      .endStatus()
                      .build()));
    }
  }

  private Pod pod(String name, PodTemplateSpec template, OwnerReference owner) {
    return new PodBuilder()
        .withMetadata(
            template
                .getMetadata()
                .edit()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("controller-revision-hash", REVISION)
                .withOwnerReferences(owner)
                .build())
        .withSpec(template.getSpec())
        .build();
  }

  private static OwnerReference owner(String version, String kind, HasMetadata object) {
    return new OwnerReferenceBuilder()
        .withApiVersion(version)
        .withKind(kind)
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .withController(true)
        .build();
  }

  private <T extends HasMetadata> T createUnlessThere(T object) {
    T present = client.resource(object).get();
    return present == null ? client.resource(object).create() : present;
  }

  /** The next step takes the present one. */
  private static void unlessItChanges(Runnable write) {
    try {
      write.run();
    } catch (KubernetesClientException failure) {
      if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT
          && failure.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw failure;
      }
    }
  }
}
