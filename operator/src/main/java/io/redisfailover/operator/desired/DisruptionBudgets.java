package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.List;

/**
 * Limits of a node drain: one server and one proxy at a time. A server that is parked or still
 * copying is not ready, so a drain cannot evict the last complete copy of the data.
 */
final class DisruptionBudgets {
  private DisruptionBudgets() {}

  static List<PodDisruptionBudget> of(RedisFailover resource) {
    PodDisruptionBudget proxies = budget(resource, Names.proxy(resource), Labels.PROXY);
    // A proxy that is not ready serves nobody, so it keeps no node from being drained. A server
    // that is not ready may hold the only copy.
    proxies.getSpec().setUnhealthyPodEvictionPolicy("AlwaysAllow");
    return List.of(budget(resource, Names.redis(resource), Labels.REDIS), proxies);
  }

  private static PodDisruptionBudget budget(RedisFailover resource, String name, String component) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Metadata.owned(resource, name, Labels.of(resource, component)))
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withNewSelector()
        .withMatchLabels(Labels.selector(resource, component))
        .endSelector()
        .endSpec()
        .build();
  }
}
