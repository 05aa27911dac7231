package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.PodTemplate;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverSpec;
import io.redisfailover.operator.api.v1.ServerName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The StatefulSets of the two servers, one pod each. Kubernetes replaces a pod only when the
 * operator deletes it, because the operator restarts the standby first.
 *
 * <p>Nothing in the template depends on the version of the operator, so that an upgrade of the
 * operator restarts no server. Scripts and redis.conf are not part of the template either.
 */
final class StatefulSets {
  /** User and group of the official images of Redis and Valkey. */
  private static final long USER = 999;

  private StatefulSets() {}

  static StatefulSet of(RedisFailover resource, ServerName server, Platform platform)
      throws Overlay.Refused {
    return new StatefulSetBuilder()
        .withMetadata(
            Metadata.owned(
                resource, Names.statefulSet(resource, server), Labels.of(resource, server)))
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(Names.servers(resource))
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withNewSelector()
        .withMatchLabels(Labels.selector(resource, server))
        .endSelector()
        .withTemplate(template(resource, server, platform))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(
      RedisFailover resource, ServerName server, Platform platform) throws Overlay.Refused {
    RedisFailoverSpec spec = resource.getSpec();
    PodTemplateSpec both =
        Overlay.lay(
            base(resource, server, platform),
            spec.redis().podTemplate(),
            "redis.podTemplate",
            Names.REDIS);
    String field = Names.word(server) + ".podTemplate";
    return Overlay.lay(both, ownTemplate(spec, server), field, Names.REDIS);
  }

  private static @Nullable PodTemplate ownTemplate(RedisFailoverSpec spec, ServerName server) {
    return switch (server) {
      case MASTER -> spec.master().podTemplate();
      case BACKUP -> spec.backup().podTemplate();
    };
  }

  private static PodTemplateSpec base(
      RedisFailover resource, ServerName server, Platform platform) {
    RedisFailoverSpec spec = resource.getSpec();
    return new PodTemplateSpecBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withLabels(Labels.of(resource, server))
                .withAnnotations(restart(resource))
                .build())
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        // As the first process, Redis would have to reap the processes of the probes. It reaps only
        // while it saves, ten a second, and a full sync waits until all of them are reaped.
        .withShareProcessNamespace(true)
        .withTerminationGracePeriodSeconds(spec.redis().terminationGracePeriodSeconds().longValue())
        .withSecurityContext(platform.securityContext(USER))
        .withAffinity(PodDefaults.apart(resource, Labels.REDIS))
        .withImagePullSecrets(PodDefaults.pullSecrets(resource))
        .withContainers(RedisContainer.of(resource, server, platform))
        .withVolumes(RedisVolumes.of(resource, server))
        .endSpec()
        .build();
  }

  /**
   * A new text in the annotation changes the template, so that the operator restarts both servers.
   */
  private static Map<String, String> restart(RedisFailover resource) {
    return Optional.ofNullable(resource.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Annotations.RESTART))
        .map(token -> Map.of(Annotations.RESTART, token))
        .orElse(Map.of());
  }
}
