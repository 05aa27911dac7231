package io.redisfailover.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.RedisPair;
import io.redisfailover.e2e.scenario.Trial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes are emptied for their maintenance, one right after the other. */
@Timeout(900)
class DrainIT {
  private static RedisPair pair;

  @BeforeAll
  static void apply() {
    pair = new RedisPair(TestCluster.get(), "e2e-drain", "cache");
    pair.apply(
            """
            redis: {image: "redis:7.0"}
            failover: {failback: {policy: Manual}}
            """)
        .awaitSettled();
  }

  @AfterAll
  static void delete() {
    nodes().forEach(node -> cordon(node, false));
    pair.delete();
  }

  private static KubernetesClient client() {
    return pair.cluster().client();
  }

  private static List<String> nodes() {
    return client().nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getName())
        .toList();
  }

  /** The disruption budgets make an eviction wait until the pod can be spared. */
  @Test
  void nodesAreDrainedOneRightAfterTheOtherWithoutALoss() throws Exception {
    Trial.planned("every node drained, one right after the other", pair)
        .run(() -> {
          for (String node : nodes()) {
            cordon(node, true);
            for (Pod pod : podsOn(node)) {
              evict(pod.getMetadata().getName());
            }
            await("nothing of the pair is on " + node)
                .atMost(RedisPair.PATIENCE)
                .until(() -> podsOn(node).isEmpty());
            cordon(node, false);
          }
        });
  }

  private static List<Pod> podsOn(String node) {
    return pair.podObjects().stream()
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .toList();
  }

  private static void evict(String pod) {
    await("the eviction of " + pod + " is allowed")
        .atMost(RedisPair.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> client().pods().inNamespace(pair.namespace()).withName(pod).evict());
  }

  private static void cordon(String name, boolean cordoned) {
    client()
        .nodes()
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"unschedulable\":%s}}".formatted(cordoned));
  }
}
