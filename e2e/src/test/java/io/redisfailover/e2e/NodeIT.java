package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A node loses its power or its network. The writers' own node stays as it is. */
@Isolated("nodes lose their power and their network")
@Timeout(900)
class NodeIT {
  private static DeployedPair pair;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-node", "cache");
    pair.apply(spec("image: \"redis:7.0\"")).awaitSettled();
  }

  private static String spec(String redis) {
    return """
    redis:
      %s
      podTemplate:
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                - matchExpressions:
                  - {key: kubernetes.io/hostname, operator: NotIn, values: [%s]}
    failover: {failback: {policy: Manual}}
    """
        .formatted(redis, pair.cluster().writers().node());
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  @Test
  void theStandbyTakesOverWhenTheNodeIsCutFromTheNetwork() throws Exception {
    ScenarioRun.failure("node of the active server cut from the network for 10 s", pair)
        .times(ScenarioRun.REPEATS)
        .run(() -> {
          ServerName active = pair.active();
          String node = pair.nodeOf(active);
          pair.cluster().own().cut(node);
          try {
            Thread.sleep(10_000);
          } finally {
            pair.cluster().own().heal(node);
          }
          pair.awaitActive(DeployedPair.other(active));
        });
  }

  @Test
  void aStandbyThatMissedWritesWaitsForTheServerThatHasThem() throws Exception {
    DeployedPair stored = new DeployedPair(pair.cluster(), "e2e-node", "stored");
    stored.apply(spec("image: \"redis:7.0\"\n  storage: {size: 100Mi}")).awaitSettled();
    ServerName active = stored.active();
    ServerName standby = stored.standby();
    String standbyNode = stored.nodeOf(standby);
    String activeNode = stored.nodeOf(active);
    ScenarioRun.failure(
            "standby away, writes, active server's node powered off, standby back", stored)
        .run(() -> {
          stored.cluster().cordon(standbyNode, true);
          stored.deletePod(stored.pod(standby));
          await("the standby is away")
              .atMost(DeployedPair.PATIENCE)
              .until(() -> stored.isPending(standby));
          Thread.sleep(3000);
          stored.cluster().own().powerOff(activeNode);
          try {
            stored.cluster().cordon(standbyNode, false);
            await("the standby is back")
                .atMost(DeployedPair.PATIENCE)
                .ignoreExceptions()
                .until(() -> stored.ask(standby, "PING").equals("PONG"));
            Thread.sleep(5000);
            assertThat(stored.ask(standby, "INFO replication"))
                .as("it lacks what was written meanwhile")
                .contains("role:slave");
          } finally {
            stored.cluster().own().powerOn(activeNode);
          }
          // Not said: which server is active in the end. A machine that starts a node may be busy
          // for longer than the time-out. Had the standby begun without them, thousands of writes
          // would be missing now.
        });
    stored.delete();
    stored.cluster().client().persistentVolumeClaims().inNamespace(stored.namespace()).delete();
  }

  /** Its clients would be sent to it again until Kubernetes notices, in 40 s. */
  @Test
  void aProxyLeavesTheServiceWithItsNode() throws Exception {
    ServerName beside =
        Stream.of(ServerName.values())
            .filter(server -> !pair.proxiesOn(pair.nodeOf(server)).isEmpty())
            .findFirst()
            .orElseThrow(() -> new AssertionError("No proxy is beside a server."));
    if (pair.active() == beside) {
      pair.annotate("redisfailover.io/switchover", DeployedPair.other(beside).toString());
      pair.awaitActive(DeployedPair.other(beside));
    }
    String node = pair.nodeOf(beside);
    // One that is lost with the node is followed by another after 15 s, the time of its lease.
    pair.cluster().leadFromElsewhere(node);
    List<String> proxies = pair.proxies();
    List<String> there = pair.proxiesOn(node);
    // Once: no other proxy is taken from the same node for five minutes.
    ScenarioRun.failure("node of a proxy and of the standby powered off for 10 s", pair)
        .withClientsThatWait(Duration.ofSeconds(1))
        .run(() -> {
          pair.cluster().own().powerOff(node);
          try {
            await("its proxies leave the Service, long before Kubernetes notices")
                .atMost(Duration.ofSeconds(15))
                .until(() -> pair.proxies().stream().noneMatch(there::contains));
            assertThat(pair.events()).contains("ProxyRemoved");
            assertThat(pair.proxies())
                .as("the others stay")
                .containsAll(proxies.stream().filter(it -> !there.contains(it)).toList());
            Thread.sleep(10_000);
          } finally {
            pair.cluster().own().powerOn(node);
          }
        });
  }

  @Test
  void bothPodsDeletedWithAllDataServeAgain() throws Exception {
    ScenarioRun.destruction("both pods deleted, no volumes", pair)
        .run(() -> {
          List<String> before = pair.uids();
          pair.deletePod(pair.pod(ServerName.MASTER));
          pair.deletePod(pair.pod(ServerName.BACKUP));
          pair.awaitReplaced(before);
        });
  }

  @Test
  void theStandbyTakesOverWhenTheNodeLosesItsPower() throws Exception {
    ScenarioRun.failure("node of the active server powered off for 10 s", pair)
        .times(ScenarioRun.REPEATS)
        .run(() -> {
          ServerName active = pair.active();
          String node = pair.nodeOf(active);
          pair.cluster().own().powerOff(node);
          try {
            Thread.sleep(10_000);
          } finally {
            pair.cluster().own().powerOn(node);
          }
          pair.awaitActive(DeployedPair.other(active));
        });
  }
}
