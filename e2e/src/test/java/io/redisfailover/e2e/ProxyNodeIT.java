package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.OwnCluster;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The node of a proxy is gone, or looks so, and the operator is away, is wrong, or is gone with it.
 * One that is there and right is in {@link NodeIT}. The active server is never concerned, so
 * nothing may be lost.
 */
@Isolated("nodes lose their power, and operators lead from chosen nodes")
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProxyNodeIT {
  private static final int OPERATORS = 2;

  /** As applications do for which a wait is worse than an error. */
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private static final String REMOVED = "ProxyRemoved";
  private static final String NOWHERE = "";

  private static DeployedPair pair;

  /** The node of the writers, of the active server and of a proxy. */
  private static String staying = NOWHERE;

  /** The node of the standby, and of the proxy that is lost. */
  private static String failing = NOWHERE;

  /** A node with nothing of the pair: an operator that is cut off there cuts off nobody else. */
  private static String apart = NOWHERE;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-proxy-node", "cache");
    OwnCluster unused = own();
    staying = pair.cluster().writers().node();
    List<String> others =
        pair.cluster().nodes().stream().filter(node -> !node.equals(staying)).toList();
    failing = others.getFirst();
    apart = others.getLast();
    pair.apply(spec()).awaitSettled();
    if (!pair.nodeOf(pair.active()).equals(staying)) {
      ServerName standby = pair.standby();
      pair.annotate("redisfailover.io/switchover", standby.toString());
      pair.awaitActive(standby);
    }
    // What is made anew from now on, proxies and operators, goes to one of the others.
    pair.cluster().cordon(staying, true);
    assertThat(pair.proxiesOn(failing)).hasSize(1);
  }

  private static String spec() {
    String elsewhere =
        """
        podTemplate:
          spec:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                  - matchExpressions:
                    - {key: kubernetes.io/hostname, operator: NotIn, values: [%s]}
        """
            .formatted(apart)
            .indent(2);
    return """
    redis:
      image: "redis:7.0"
    %sproxy:
    %sfailover: {failback: {policy: Manual}}
    """
        .formatted(elsewhere, elsewhere);
  }

  @AfterAll
  static void delete() {
    if (!staying.equals(NOWHERE)) {
      pair.cluster().cordon(staying, false);
      pair.cluster().operators(OPERATORS);
    }
    pair.delete();
  }

  private static OwnCluster own() {
    return pair.cluster().own();
  }

  @Test
  @Order(1)
  void withoutAnOperatorItLeavesWhenKubernetesNoticesAndAllComesBack() throws Exception {
    ScenarioRun.planned("no operator: node of a proxy and of the standby powered off", pair)
        .withClientsThatWait(ONE_SECOND)
        .run(() -> {
          pair.cluster().operators(0);
          List<String> lost = pair.proxiesOn(failing);
          own().powerOff(failing);
          try {
            await("Kubernetes notices")
                .atMost(DeployedPair.PATIENCE)
                .until(() -> pair.servingProxies().stream().noneMatch(lost::contains));
            assertThat(pair.servingProxies()).as("the other one serves").hasSize(1);
          } finally {
            own().powerOn(failing);
            pair.cluster().awaitReady(failing);
            pair.cluster().operators(OPERATORS);
          }
        });
    assertThat(pair.times(REMOVED)).isZero();
  }

  /** The first half is what it must not do, and the second one the most that it may cost. */
  @Test
  @Order(2)
  void anOperatorThatIsCutOffTakesNoProxyAwayAndOneThatMissesANodeTakesOne() throws Exception {
    pair.cluster().leadFrom(apart);
    List<String> serving = pair.servingProxies();
    List<String> there = pair.proxiesOn(failing);
    ScenarioRun.planned("leader cut off from all nodes, then from that of a proxy", pair)
        .withClientsThatWait(ONE_SECOND)
        .run(() -> {
          own().cutFromNodes(apart);
          try {
            // Shorter than the time for which a silent proxy makes it look at all.
            await("no proxy is taken away")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(8))
                .failFast(() -> !pair.servingProxies().equals(serving))
                .until(() -> true);
            own().heal(apart, staying);
            await("the proxy that only the leader misses is taken away")
                .atMost(Duration.ofSeconds(15))
                .failFast("the Service is empty", () -> pair.servingProxies().isEmpty())
                .until(() -> pair.proxies().stream().noneMatch(there::contains));
            await("the next one there stays")
                .atMost(DeployedPair.PATIENCE)
                .failFast("the Service is empty", () -> pair.servingProxies().isEmpty())
                .during(Duration.ofSeconds(4))
                .until(() -> pair.servingProxies().size() == serving.size());
          } finally {
            own().heal(apart);
          }
        });
    assertThat(pair.times(REMOVED)).isEqualTo(1);
  }

  @Test
  @Order(3)
  void theNextLeaderTakesItAwayWhenTheLeaderIsGoneWithTheNode() throws Exception {
    pair.cluster().leadFrom(failing);
    List<String> there = pair.proxiesOn(failing);
    int before = pair.times(REMOVED);
    ScenarioRun.planned("node of the leader, of a proxy and of the standby powered off", pair)
        .withClientsThatWait(ONE_SECOND)
        .run(() -> {
          own().powerOff(failing);
          try {
            await("the next leader takes the proxy away")
                .atMost(Duration.ofSeconds(35))
                .pollInterval(ONE_SECOND)
                .until(() -> {
                  pair.cluster().renewLease(failing);
                  return pair.proxies().stream().noneMatch(there::contains);
                });
            // Clients that were sent to it connect once more.
            Thread.sleep(3000);
          } finally {
            own().powerOn(failing);
          }
        });
    assertThat(pair.times(REMOVED)).isEqualTo(before + 1);
  }
}
