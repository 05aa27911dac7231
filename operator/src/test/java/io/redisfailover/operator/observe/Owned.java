package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.Labels;
import java.util.List;

/** What Kubernetes makes for a resource, with the references to its owners. */
final class Owned {
  private Owned() {}

  /** {@return a reference to the controller of this unique ID} */
  static OwnerReference by(String uid) {
    return new OwnerReferenceBuilder().withUid(uid).withController(true).build();
  }

  /** {@return the unique ID of the controller of a pod of {@link #below}} */
  static String controllerOf(String pod, String component) {
    return component.equals(Labels.REDIS)
        ? "uid-of-" + pod.substring(0, pod.lastIndexOf('-'))
        : "uid-of-replica-set";
  }

  /**
   * {@return the StatefulSets of the servers, the Deployment of the proxies and its ReplicaSet,
   * which own the {@link Pods}}
   */
  static List<HasMetadata> below(RedisFailover resource) {
    return List.of(
        set(resource, "cache-master"),
        set(resource, "cache-backup"),
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName("cache-proxy-5c6d")
            .withUid("uid-of-replica-set")
            .withOwnerReferences(by("uid-of-deployment"))
            .endMetadata()
            .build(),
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("cache-proxy")
            .withUid("uid-of-deployment")
            .withOwnerReferences(by(resource.getMetadata().getUid()))
            .withGeneration(1L)
            .endMetadata()
            .withNewSpec()
            .withReplicas(2)
            .endSpec()
            .build());
  }

  private static StatefulSet set(RedisFailover resource, String name) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-of-" + name)
        .withOwnerReferences(by(resource.getMetadata().getUid()))
        .endMetadata()
        .build();
  }
}
