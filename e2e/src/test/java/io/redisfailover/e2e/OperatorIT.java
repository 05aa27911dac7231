package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator, or the whole API server, is not there when it matters. */
@Isolated("operators and API server are stopped")
@Timeout(900)
class OperatorIT {
  private static final int OPERATORS = 2;

  /** What the watch, the checks, the replica and the pod's own probes send. */
  private static final Set<String> LOOKS =
      Set.of(
          "ping",
          "info",
          "function|list",
          "config|get",
          "replconf",
          "auth",
          "hello",
          "client|setname",
          "client|setinfo",
          "quit",
          "command|docs",
          "select");

  private static DeployedPair pair;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-operator", "cache");
    pair.apply(
            """
            redis: {image: "redis:7.0"}
            failover: {failback: {policy: Manual}}
            """)
        .awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.cluster().operators(OPERATORS);
    pair.delete();
  }

  @Test
  void theProxiesFailOverAloneAndTheOperatorFindsWhatTheyDid() throws Exception {
    ServerName active = pair.active();
    ScenarioRun.failure("no operator: active Redis killed", pair)
        .run(() -> {
          pair.cluster().operators(0);
          pair.signal(active, "KILL");
          Thread.sleep(5000);
          pair.cluster().operators(OPERATORS);
          pair.awaitActive(DeployedPair.other(active));
        });
  }

  @Test
  void aServerThatIsDeletedHandsOverWithoutAnOperator() throws Exception {
    ServerName active = pair.active();
    ScenarioRun.planned("no operator: active pod deleted", pair)
        .run(() -> {
          pair.cluster().operators(0);
          pair.deletePod(pair.pod(active));
          Thread.sleep(5000);
          pair.cluster().operators(OPERATORS);
          pair.awaitActive(DeployedPair.other(active));
        });
  }

  @Test
  void anOperatorThatComesBackChangesNothingThatIsRight() throws Exception {
    ServerName active = pair.active();
    Long epoch = pair.status().map(RedisFailoverStatus::epoch).orElseThrow();
    ScenarioRun.planned("operator gone and back", pair)
        .run(() -> {
          pair.cluster().operators(0);
          Thread.sleep(2000);
          pair.cluster().operators(OPERATORS);
        });
    assertThat(pair.active()).isEqualTo(active);
    assertThat(pair.status().map(RedisFailoverStatus::epoch)).contains(epoch);
  }

  /** The key of the markers cannot come back; the pair goes on as it is, with another one. */
  @Test
  void aPairGoesOnAfterTheLossOfEverySecretWhileNoOperatorRuns() throws Exception {
    ServerName active = pair.active();
    Optional<Long> epoch = pair.status().map(RedisFailoverStatus::epoch);
    String key = pair.secret("cache-control", "marker-key");
    ScenarioRun.planned("every Secret lost without an operator", pair)
        .run(() -> {
          pair.cluster().operators(0);
          pair.deleteSecret("cache-control");
          pair.deleteSecret("cache-recovery");
          pair.cluster().operators(OPERATORS);
          await("the markers are signed by another key")
              .atMost(DeployedPair.PATIENCE)
              .ignoreExceptions()
              .until(() ->
                  !pair.secret("cache-control", "marker-key").equals(key)
                      && !pair.condition("DataAtRisk").toString().contains("unknown key")
                      && pair.secretKeys("cache-recovery").contains("marker-key")
                      && !pair.secretKeys("cache-recovery").contains("marker-key-lost"));
          pair.awaitSettled();
        });
    assertThat(pair.active()).isEqualTo(active);
    assertThat(pair.status().map(RedisFailoverStatus::epoch)).isEqualTo(epoch);
    assertThat(pair.events()).contains("SecretsLost").doesNotContain("DecisionRequired");
  }

  @Test
  void whileNothingHappensNothingIsWrittenToKubernetesAndRedisIsOnlyLookedAt() throws Exception {
    pair.awaitSettled();
    await("ten seconds without a write of an object of a pair")
        .atMost(DeployedPair.PATIENCE)
        .pollInterval(Duration.ofSeconds(12))
        .until(() -> {
          double before = pair.cluster().writesOfObjects();
          Thread.sleep(10_000);
          return pair.cluster().writesOfObjects() == before;
        });
    for (ServerName server : ServerName.values()) {
      String before = pair.ask(server, "INFO commandstats");
      Thread.sleep(3000);
      assertThat(called(before, pair.ask(server, "INFO commandstats")))
          .as("commands to %s", server)
          .contains("info")
          .isSubsetOf(LOOKS);
    }
  }

  /** The names of the commands of which there are more calls. */
  private static Set<String> called(String before, String after) {
    Set<String> lines = before.lines().map(OperatorIT::calls).collect(Collectors.toSet());
    return after
        .lines()
        .filter(line -> line.startsWith("cmdstat_"))
        .map(OperatorIT::calls)
        .filter(line -> !lines.contains(line))
        .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
        .collect(Collectors.toSet());
  }

  private static String calls(String line) {
    int end = line.indexOf(',');
    return end < 0 ? line : line.substring(0, end);
  }

  @Test
  void theProxiesFailOverWithoutAnApiServer() throws Exception {
    ServerName active = pair.active();
    ScenarioRun.failure("no API server: active Redis killed", pair)
        .run(() -> {
          pair.cluster().own().stopApiServer();
          try {
            pair.signal(active, "KILL");
            Thread.sleep(8000);
          } finally {
            pair.cluster().own().startApiServer();
          }
          pair.awaitActive(DeployedPair.other(active));
        });
  }
}
