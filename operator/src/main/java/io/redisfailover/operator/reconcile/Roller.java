package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.observe.ClusterView;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.roll.RollStep;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts a server by deleting its pod. */
final class Roller {
  private static final Logger LOG = LoggerFactory.getLogger(Roller.class);

  private final KubernetesClient client;

  Roller(KubernetesClient client) {
    this.client = client;
  }

  /** Carries out a step of a roll, unless the pod has changed since it was observed. */
  void carryOut(RollStep step, RedisFailover resource, ClusterView cluster) {
    if (!(step instanceof RollStep.Restart restart)) {
      return;
    }
    PodView pod = Objects.requireNonNull(cluster.servers().get(restart.server()));
    LOG.info("Deleting pod {}: {}", pod.name(), restart.why());
    SeenObject seen =
        SeenObject.pod(resource.getMetadata().getNamespace(), pod.name(), restart.podUid());
    if (!seen.delete(client, seen.unchanged(pod.resourceVersion()))) {
      LOG.debug("Kept pod {}: it has changed meanwhile.", pod.name());
    }
  }
}
