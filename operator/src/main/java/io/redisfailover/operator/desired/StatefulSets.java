package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.PodTemplate;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverSpec;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two servers. Each is a StatefulSet of one pod whose pod is replaced only when the operator
 * deletes it: the operator orders the roll, the standby first.
 *
 * <p>Nothing in the template depends on the version of the operator, so that an upgrade of the
 * operator rolls no server. Scripts and redis.conf are not part of the template either.
 */
final class StatefulSets {
  /** User and group of the usual images of Redis and Valkey. */
  private static final long USER = 999;

  private StatefulSets() {}

  static StatefulSet of(RedisFailover resource, NodeName node) throws Overlay.Refused {
    return new StatefulSetBuilder()
        .withMetadata(
            Metadata.owned(resource, Names.statefulSet(resource, node), Labels.of(resource, node)))
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(Names.nodes(resource))
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withNewSelector()
        .withMatchLabels(Labels.selector(resource, node))
        .endSelector()
        .withTemplate(template(resource, node))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(RedisFailover resource, NodeName node)
      throws Overlay.Refused {
    RedisFailoverSpec spec = resource.getSpec();
    PodTemplateSpec both =
        Overlay.lay(
            base(resource, node), spec.redis().podTemplate(), "redis.podTemplate", Names.REDIS);
    String field = Names.word(node) + ".podTemplate";
    return Overlay.lay(both, ownTemplate(spec, node), field, Names.REDIS);
  }

  private static @Nullable PodTemplate ownTemplate(RedisFailoverSpec spec, NodeName node) {
    return switch (node) {
      case MASTER -> spec.master().podTemplate();
      case BACKUP -> spec.backup().podTemplate();
    };
  }

  private static PodTemplateSpec base(RedisFailover resource, NodeName node) {
    RedisFailoverSpec spec = resource.getSpec();
    return new PodTemplateSpecBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withLabels(Labels.of(resource, node))
                .withAnnotations(restart(resource))
                .build())
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        // Redis, as the first process, would have to bury what probes leave behind, and does so
        // only while it saves: ten a second, and a full copy waits until all of them are gone.
        .withShareProcessNamespace(true)
        .withTerminationGracePeriodSeconds(spec.redis().terminationGracePeriodSeconds().longValue())
        .withSecurityContext(Pods.pod(USER))
        .withAffinity(Pods.apart(resource, Labels.REDIS))
        .withImagePullSecrets(Pods.pullSecrets(resource))
        .withContainers(RedisContainer.of(resource, node))
        .withVolumes(RedisVolumes.of(resource, node))
        .endSpec()
        .build();
  }

  /** A new text in the annotation makes a new template, which the operator rolls out in order. */
  private static Map<String, String> restart(RedisFailover resource) {
    return Optional.ofNullable(resource.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Annotations.RESTART))
        .map(token -> Map.of(Annotations.RESTART, token))
        .orElse(Map.of());
  }
}
