package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.E2eReport;
import io.redisfailover.e2e.scenario.RedisPair;
import io.redisfailover.e2e.scenario.Trial;
import io.redisfailover.operator.api.v1.FailoverKind;
import io.redisfailover.operator.api.v1.LastFailover;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The active server dies, hangs, is deleted, or is asked to go. */
@Timeout(900)
class FailoverIT {
  private static final String SPEC =
      """
      redis: {image: "redis:7.0"}
      failover: {failback: {policy: Manual}}
      """;
  private static RedisPair pair;

  @BeforeAll
  static void apply() {
    pair = new RedisPair(TestCluster.get(), "e2e-failover", "cache");
    pair.delete();
    long began = System.nanoTime();
    pair.apply(SPEC).awaitSettled();
    E2eReport.add(
        "apply to Ready and in sync",
        Duration.ofNanos(System.nanoTime() - began),
        String.valueOf(pair.condition("Ready").orElseThrow().message()));
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  private static LastFailover lastFailover() {
    return pair.status().map(RedisFailoverStatus::lastFailover).orElseThrow();
  }

  @Test
  void theStandbyTakesOverWhenRedisIsKilled() throws Exception {
    NodeName active = pair.active();
    Trial.failure("kill -9 of the active Redis", pair)
        .run(() -> {
          pair.signal(active, "KILL");
          pair.awaitActive(RedisPair.other(active));
        });
    assertThat(lastFailover().kind()).isEqualTo(FailoverKind.CRASH);
    assertThat(lastFailover().from()).isEqualTo(active);
    assertThat(lastFailover().durationMillis()).isPositive();
    assertThat(pair.events()).contains("FailedOver", "StandbyLost", "StandbyInSync");
  }

  @Test
  void theStandbyTakesOverWhenThePodIsDeleted() throws Exception {
    NodeName active = pair.active();
    Trial.planned("active pod deleted", pair)
        .run(() -> {
          pair.deletePod(pair.pod(active));
          pair.awaitActive(RedisPair.other(active));
        });
    assertThat(lastFailover().to()).isEqualTo(RedisPair.other(active));
    assertThat(lastFailover().kind()).isEqualTo(FailoverKind.HANDOVER);
  }

  @Test
  void theStandbyTakesOverWhenRedisHangs() throws Exception {
    NodeName active = pair.active();
    Trial.failure("SIGSTOP of the active Redis for 10 s", pair)
        .run(() -> {
          pair.signal(active, "STOP");
          Thread.sleep(10_000);
          pair.signal(active, "CONT");
          pair.awaitActive(RedisPair.other(active));
        });
  }

  @Test
  void theAnnotationSwitchesOverOnce() throws Exception {
    NodeName standby = pair.standby();
    Trial.planned("planned switch by annotation", pair)
        .run(() -> {
          pair.annotate("redisfailover.io/switchover", standby.toString());
          pair.awaitActive(standby);
        });
    assertThat(pair.resource().get().getMetadata().getAnnotations())
        .doesNotContainKey("redisfailover.io/switchover");
    assertThat(lastFailover().kind()).isEqualTo(FailoverKind.SWITCHOVER);
    assertThat(pair.events()).contains("SwitchoverCompleted");
  }

  @Test
  void nobodyNoticesProxiesThatAreReplacedOneByOne() throws Exception {
    Trial.planned("proxy pods deleted one by one", pair)
        .run(() -> {
          for (String proxy : pair.proxies()) {
            pair.deletePod(proxy);
            pair.cluster()
                .client()
                .pods()
                .inNamespace(pair.namespace())
                .withName(proxy)
                .waitUntilCondition(Objects::isNull, 2, java.util.concurrent.TimeUnit.MINUTES);
            pair.awaitSettled();
          }
        });
  }
}
