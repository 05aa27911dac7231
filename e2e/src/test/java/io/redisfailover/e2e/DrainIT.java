package io.redisfailover.e2e;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redisfailover.e2e.cluster.Kubectl;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.Phase;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Nodes are emptied for their maintenance, or have no room. */
@Isolated("it keeps pods off the nodes")
@Timeout(900)
class DrainIT {
  /** Longer than a standby must have been gone to hold nothing newer. */
  private static final Duration LONG_GONE = Duration.ofSeconds(7);

  /** Longer than from the eviction of one server to that of the other. */
  private static final long COPY_SECONDS = 8;

  /** At most so many are written until the copy begins. */
  private static final int KEYS_UNTIL_THEN = 20_000;

  private static DeployedPair pair;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-drain", "cache");
    pair.apply(
            """
            redis: {image: "redis:7.0"}
            failover: {failback: {policy: Manual}}
            """)
        .awaitSettled();
  }

  @AfterAll
  static void delete() {
    nodes().forEach(node -> pair.cluster().cordon(node, false));
    pair.delete();
    client().persistentVolumeClaims().inNamespace(pair.namespace()).delete();
  }

  private static KubernetesClient client() {
    return pair.cluster().client();
  }

  private static List<String> nodes() {
    return client().nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getName())
        .toList();
  }

  /**
   * The disruption budgets make an eviction wait until the pod can be spared; nothing else here
   * waits for what the evicted pods still do.
   */
  @Test
  void nodesAreDrainedOneRightAfterTheOtherWithoutALoss() throws Exception {
    ScenarioRun.planned("every node drained, one right after the other", pair)
        .run(() -> {
          for (String node : nodes()) {
            pair.cluster().cordon(node, true);
            for (Pod pod : podsOn(node)) {
              Optional<ServerName> left = theOtherThan(pod.getMetadata().getName());
              left.ifPresent(DrainIT::makeCopiesTakeTheirTime);
              evict(pod.getMetadata().getName());
              left.ifPresent(DrainIT::assertItHasEverything);
            }
            pair.cluster().cordon(node, false);
          }
        });
    bothOnOneNodeIsTold();
  }

  /** No other node has room for the standby, whose copy nobody waits for. */
  private static void bothOnOneNodeIsTold() {
    String node = pair.nodeOf(pair.active());
    List<String> others = nodes().stream().filter(other -> !other.equals(node)).toList();
    others.forEach(other -> pair.cluster().cordon(other, true));
    try {
      evict(pair.pod(pair.standby()));
      await("the status says that one node has both servers")
          .atMost(DeployedPair.PATIENCE)
          .until(
              () -> pair.message("DataAtRisk").contains("Both servers run on node " + node + ","));
    } finally {
      others.forEach(other -> pair.cluster().cordon(other, false));
    }
  }

  /** {@return the server that is left without this pod, or nothing for a proxy's pod} */
  private static Optional<ServerName> theOtherThan(String pod) {
    return Stream.of(ServerName.values())
        .filter(server -> pair.pod(server).equals(pod))
        .map(DeployedPair::other)
        .findFirst();
  }

  /**
   * The few data of a test are copied before anybody can look, so each key takes its time. It may
   * itself have been evicted a moment ago: what is meant is its next process.
   */
  private static void makeCopiesTakeTheirTime(ServerName copied) {
    await("the setting of " + copied)
        .atMost(DeployedPair.PATIENCE)
        .ignoreExceptions()
        .until(() ->
            pair.stayingPodOf(copied).isPresent()
                && pair.inside(
                        copied,
                        """
                        . /etc/redis-failover/config/client.sh
                        ask() {
                          REDISCLI_AUTH=$(cat "$control/operator-password") "$cli" \
                            --user rf-operator --no-auth-warning "$@"
                        }
                        ask CONFIG SET rdb-key-save-delay $((%d / ($(ask DBSIZE) + %d)))
                        """
                            .formatted(TimeUnit.SECONDS.toMicros(COPY_SECONDS), KEYS_UNTIL_THEN))
                    .equals("OK"));
  }

  private static void assertItHasEverything(ServerName left) {
    assertThat(pair.ask(left, "INFO replication"))
        .as("%s, which is left", left)
        .containsPattern("role:master|master_link_status:up")
        .doesNotContain("master_sync_in_progress:1");
  }

  /** The operator saw the standby go: it can hold nothing that the active server lacks. */
  @Test
  void aServerThatCrashesWhileItsStandbyFindsNoNodeServesAgain() throws Exception {
    DeployedPair stored = stored("AOF");
    ServerName active = stored.active();
    ScenarioRun.failure("standby finds no node, then kill -9 of the active Redis", stored)
        .run(() ->
            crashWithoutAStandby(
                stored,
                () -> {
                  awaitServing(stored, active);
                  assertThat(stored.events()).doesNotContain("DecisionRequired");
                }));
    assertThat(stored.active()).isEqualTo(active);
    stored.delete();
  }

  /** A snapshot may be older than what the standby holds: nobody but a person knows. */
  @Test
  void withSnapshotsOnlyItServesAgainAfterAnAnswer() throws Exception {
    DeployedPair stored = stored("RDB");
    ServerName active = stored.active();
    ScenarioRun.destruction("the same with snapshots only", stored)
        .run(() ->
            crashWithoutAStandby(
                stored,
                () -> {
                  await("the question")
                      .atMost(DeployedPair.PATIENCE)
                      .until(() -> stored.status().orElseThrow().phase() == Phase.BLOCKED);
                  assertThat(listed(stored)).contains(stored.name() + " Blocked");
                  stored.annotate("redisfailover.io/keep-data-of", active.toString());
                  awaitServing(stored, active);
                }));
    assertThat(stored.active()).isEqualTo(active);
    stored.delete();
  }

  /** What its users see first, with the rights of {@code edit}; one blank between two columns. */
  private static String listed(DeployedPair stored) {
    stored.cluster().editor(stored.namespace()).close();
    return new Kubectl(stored.cluster(), "editor-of-" + stored.namespace(), stored.namespace())
        .run("kubectl get rf " + stored.name())
        .replaceAll(" +", " ");
  }

  private static DeployedPair stored(String persistence) {
    DeployedPair stored =
        new DeployedPair(
            pair.cluster(), pair.namespace(), "stored-" + persistence.toLowerCase(ROOT));
    stored
        .apply(
            """
            redis: {image: "redis:7.0", storage: {size: 100Mi}, persistence: %s}
            failover: {failback: {policy: Manual}}
            """
                .formatted(persistence))
        .awaitSettled();
    return stored;
  }

  private static void crashWithoutAStandby(DeployedPair stored, ScenarioRun.Trouble then)
      throws Exception {
    ServerName active = stored.active();
    ServerName standby = stored.standby();
    nodes().forEach(node -> stored.cluster().cordon(node, true));
    try {
      stored.deletePod(stored.pod(standby));
      await("the standby is pending")
          .atMost(DeployedPair.PATIENCE)
          .until(() -> stored.isPending(standby));
      Thread.sleep(LONG_GONE);
      crash(stored, active);
      then.happen();
      assertThat(stored.isPending(standby)).isTrue();
    } finally {
      nodes().forEach(node -> stored.cluster().cordon(node, false));
    }
  }

  /** Its container starts again, beside the same volume. */
  private static void crash(DeployedPair stored, ServerName server) {
    int before = restarts(stored, server);
    stored.signal(server, "KILL");
    await("it is started again")
        .atMost(DeployedPair.PATIENCE)
        .until(() -> restarts(stored, server) > before);
  }

  private static int restarts(DeployedPair stored, ServerName server) {
    return stored.podOf(server).orElseThrow().getStatus().getContainerStatuses().stream()
        .mapToInt(ContainerStatus::getRestartCount)
        .sum();
  }

  /** A server starts parked, which is a replica. */
  private static void awaitServing(DeployedPair stored, ServerName server) {
    await("it serves")
        .atMost(DeployedPair.PATIENCE)
        .ignoreExceptions()
        .until(() -> stored.ask(server, "INFO replication").contains("role:master"));
  }

  private static List<Pod> podsOn(String node) {
    return pair.podObjects().stream()
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .filter(DeployedPair::isStaying)
        .toList();
  }

  private static void evict(String pod) {
    await("the eviction of " + pod + " is allowed")
        .atMost(DeployedPair.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> client().pods().inNamespace(pair.namespace()).withName(pod).evict());
  }
}
