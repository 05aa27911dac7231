package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.e2e.cluster.Release;
import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.RedisPair;
import io.redisfailover.e2e.scenario.Trial;
import io.redisfailover.operator.api.v1.NodeName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planned switches, many in a row, and without the operator that began them. */
@Timeout(900)
class SwitchesIT {
  private static final int FLIPS = 20;
  private static RedisPair pair;

  @BeforeAll
  static void apply() {
    pair = new RedisPair(TestCluster.get(), "e2e-switches", "cache");
    pair.apply(spec(NodeName.MASTER)).awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  private static String spec(NodeName preferred) {
    return """
    redis: {image: "redis:7.0"}
    failover: {preferred: %s, failback: {delay: 1s}}
    """
        .formatted(preferred);
  }

  @Test
  void thePreferredServerIsChangedTwentyTimesAndNothingIsLost() throws Exception {
    pair.apply(spec(NodeName.MASTER)).awaitActive(NodeName.MASTER);
    Trial.planned("preferred changed", pair)
        .times(FLIPS)
        .run(() -> {
          NodeName next = pair.standby();
          pair.apply(spec(next)).awaitActive(next);
        });
    assertThat(pair.active()).isEqualTo(NodeName.MASTER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100, 200, 400})
  void aSwitchWhoseOperatorsAreKilledIsFinishedOrUndone(int afterMillis) throws Exception {
    NodeName next = pair.standby();
    Trial.planned(
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
