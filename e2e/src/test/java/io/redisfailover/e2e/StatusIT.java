package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.e2e.scenario.StatusTruth;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Every field of the status says what the cluster and the servers say, and no Event cries wolf. */
@Isolated("what it has in its status is compared with what was measured")
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatusIT {
  private static final String SPEC =
      """
      redis: {image: "redis:7.0"}
      failover: {failback: {policy: Manual}}
      """;

  private static DeployedPair pair;
  private static Instant began = Instant.MAX;

  @BeforeAll
  static void apply() {
    began = Instant.now();
    pair = new DeployedPair(TestCluster.get(), "e2e-status", "cache");
    pair.apply(SPEC).awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  @Test
  @Order(1)
  void nothingWarnsOfAStartASwitchoverAndAHandover() throws Exception {
    ScenarioRun.planned("nothing that a warning is about", pair)
        .run(() -> {
          ServerName standby = pair.standby();
          pair.annotate("redisfailover.io/switchover", standby.toString());
          pair.awaitActive(standby);
          pair.awaitSettled();
          pair.deletePod(pair.pod(standby));
          pair.awaitActive(DeployedPair.other(standby));
        });
    // Kubernetes itself warns of a server that is not ready while it copies, and of a slow start.
    assertThat(pair.warnings()).allMatch(warning -> warning.startsWith("Pod cache-"));
  }

  @Test
  @Order(2)
  void eachFieldIsTrueAfterASwitchoverARefusedDecisionAndAHang() throws Exception {
    ServerName standby = pair.standby();
    pair.annotate("redisfailover.io/switchover", standby + " first");
    pair.awaitActive(standby);
    pair.annotate("redisfailover.io/keep-data-of", standby + " nobody-asked");
    ScenarioRun.failure("a hang whose every figure is in the status", pair)
        .run(() -> {
          pair.signal(standby, "STOP");
          Thread.sleep(StatusTruth.HANG);
          pair.signal(standby, "CONT");
          pair.awaitActive(DeployedPair.other(standby));
        });
    StatusTruth.nameZones(pair);
    Map<String, Consumer<RedisFailoverStatus>> checks = new StatusTruth(pair, began).checks();
    assertThat(checks.keySet()).isEqualTo(StatusTruth.fields());
    await("each field is true")
        .atMost(DeployedPair.PATIENCE)
        .untilAsserted(() -> {
          RedisFailoverStatus status = pair.status().orElseThrow();
          checks.forEach((field, check) -> assertThat(status).as(field).satisfies(check));
        });
  }
}
