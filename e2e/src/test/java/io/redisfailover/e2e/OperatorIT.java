package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.RedisPair;
import io.redisfailover.e2e.scenario.Trial;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator, or the whole API server, is not there when it matters. */
@Timeout(900)
class OperatorIT {
  private static final int OPERATORS = 2;
  private static RedisPair pair;

  @BeforeAll
  static void apply() {
    pair = new RedisPair(TestCluster.get(), "e2e-operator", "cache");
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
    NodeName active = pair.active();
    Trial.failure("no operator: active Redis killed", pair)
        .run(() -> {
          pair.cluster().operators(0);
          pair.signal(active, "KILL");
          Thread.sleep(5000);
          pair.cluster().operators(OPERATORS);
          pair.awaitActive(RedisPair.other(active));
        });
  }

  @Test
  void anOperatorThatComesBackChangesNothingThatIsRight() throws Exception {
    NodeName active = pair.active();
    Long epoch = pair.status().map(RedisFailoverStatus::epoch).orElseThrow();
    Trial.planned("operator gone and back", pair)
        .run(() -> {
          pair.cluster().operators(0);
          Thread.sleep(2000);
          pair.cluster().operators(OPERATORS);
        });
    assertThat(pair.active()).isEqualTo(active);
    assertThat(pair.status().map(RedisFailoverStatus::epoch)).contains(epoch);
  }

  @Test
  void theProxiesFailOverWithoutAnApiServer() throws Exception {
    NodeName active = pair.active();
    Trial.failure("no API server: active Redis killed", pair)
        .run(() -> {
          pair.cluster().own().stopApiServer();
          try {
            pair.signal(active, "KILL");
            Thread.sleep(8000);
          } finally {
            pair.cluster().own().startApiServer();
          }
          pair.awaitActive(RedisPair.other(active));
        });
  }
}
