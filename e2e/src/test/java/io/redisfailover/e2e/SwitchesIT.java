package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.ServerName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planned switches, many in a row, and without the operator that began them. */
@Isolated("it kills the operators, and its pauses are published")
@Timeout(900)
class SwitchesIT {
  private static final int FLIPS = 20;
  private static DeployedPair pair;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-switches", "cache");
    pair.apply(spec(ServerName.MASTER)).awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  private static String spec(ServerName preferred) {
    return """
    redis: {image: "redis:7.0"}
    failover: {preferred: %s, failback: {delay: 1s}}
    """
        .formatted(preferred);
  }

  @Test
  void thePreferredServerIsChangedTwentyTimesAndNothingIsLost() throws Exception {
    pair.apply(spec(ServerName.MASTER)).awaitActive(ServerName.MASTER);
    ScenarioRun.planned("preferred changed", pair)
        .times(FLIPS)
        .run(() -> {
          ServerName next = pair.standby();
          pair.apply(spec(next)).awaitActive(next);
        });
    assertThat(pair.active()).isEqualTo(ServerName.MASTER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100, 200, 400})
  void aSwitchWhoseOperatorsAreKilledIsFinishedOrUndone(int afterMillis) throws Exception {
    ServerName next = pair.standby();
    ScenarioRun.planned(
            "operators killed %d ms after a switch was asked for".formatted(afterMillis), pair)
        .run(() -> {
          pair.apply(spec(next));
          Thread.sleep(afterMillis);
          pair.cluster()
              .client()
              .pods()
              .inNamespace(Release.NAMESPACE)
              .withLabel("app.kubernetes.io/name", Release.DEPLOYMENT)
              .withGracePeriod(0)
              .delete();
          pair.awaitActive(next);
        });
  }
}
