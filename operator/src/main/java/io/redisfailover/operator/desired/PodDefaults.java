package io.redisfailover.operator.desired;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTermBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ResourcesSpec;
import io.redisfailover.operator.api.v1.SecretReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Common parts of the pods: the restricted Pod Security Standard, and spreading over nodes. */
final class PodDefaults {
  /** Mode of Secrets: 0440. */
  static final int SECRET_MODE = 288;

  /** Mode of ConfigMaps: 0444. */
  static final int CONFIG_MODE = 292;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Kubernetes keeps the end of the log of a container that failed, and shows it in the pod. */
  static final String LAST_WORDS = "FallbackToLogsOnError";

  private PodDefaults() {}

  /** {@return the security context of a container without capabilities} */
  static SecurityContext container() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  /** {@return an affinity that prefers different nodes and different zones} */
  static Affinity apart(RedisFailover resource, String component) {
    Map<String, String> labels = Labels.selector(resource, component);
    return new AffinityBuilder()
        .withNewPodAntiAffinity()
        .withPreferredDuringSchedulingIgnoredDuringExecution(
            term(labels, "kubernetes.io/hostname", 100),
            term(labels, "topology.kubernetes.io/zone", 50))
        .endPodAntiAffinity()
        .build();
  }

  private static WeightedPodAffinityTerm term(
      Map<String, String> labels, String topology, int weight) {
    return new WeightedPodAffinityTermBuilder()
        .withWeight(weight)
        .withNewPodAffinityTerm()
        .withTopologyKey(topology)
        .withNewLabelSelector()
        .withMatchLabels(labels)
        .endLabelSelector()
        .endPodAffinityTerm()
        .build();
  }

  /** {@return the resources in the type of Kubernetes} */
  static ResourceRequirements resources(ResourcesSpec resources) {
    return JSON.convertValue(resources, ResourceRequirements.class);
  }

  /** {@return the pull secrets of the images} */
  static List<LocalObjectReference> pullSecrets(RedisFailover resource) {
    return Optional.ofNullable(resource.getSpec().redis().imagePullSecrets())
        .orElse(List.of())
        .stream()
        .map(SecretReference::name)
        .map(LocalObjectReference::new)
        .toList();
  }
}
