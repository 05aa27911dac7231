package io.redisfailover.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;

/** What Kubernetes makes for a resource, with the references to its owners. */
final class Owned {
  private Owned() {}

  /** {@return a reference to the controller of this unique ID} */
  static OwnerReference by(String uid) {
    return new OwnerReferenceBuilder().withUid(uid).withController(true).build();
  }

  /** {@return the Deployment of the proxies and its ReplicaSet, which owns the {@link Pods}} */
  static List<HasMetadata> below(RedisFailover resource) {
    return List.of(
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
}
