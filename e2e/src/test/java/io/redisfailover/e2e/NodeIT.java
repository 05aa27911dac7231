package io.redisfailover.e2e;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.RedisPair;
import io.redisfailover.e2e.scenario.Trial;
import io.redisfailover.operator.api.v1.NodeName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node loses its power or its network. */
@Timeout(900)
class NodeIT {
  private static RedisPair pair;

  @BeforeAll
  static void apply() {
    pair = new RedisPair(TestCluster.get(), "e2e-node", "cache");
    pair.apply(
            """
            redis: {image: "redis:7.0"}
            failover: {failback: {policy: Manual}}
            """)
        .awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  @Test
  void theStandbyTakesOverWhenTheNodeIsCutFromTheNetwork() throws Exception {
    NodeName active = pair.active();
    String node = pair.nodeOf(active);
    Trial.failure("node of the active server cut from the network for 10 s", pair)
        .run(() -> {
          pair.cluster().own().cut(node);
          try {
            Thread.sleep(10_000);
          } finally {
            pair.cluster().own().heal(node);
          }
          pair.awaitActive(RedisPair.other(active));
        });
  }

  @Test
  void theStandbyTakesOverWhenTheNodeLosesItsPower() throws Exception {
    NodeName active = pair.active();
    String node = pair.nodeOf(active);
    Trial.failure("node of the active server powered off for 10 s", pair)
        .run(() -> {
          pair.cluster().own().powerOff(node);
          try {
            Thread.sleep(10_000);
          } finally {
            pair.cluster().own().powerOn(node);
          }
          pair.awaitActive(RedisPair.other(active));
        });
  }
}
