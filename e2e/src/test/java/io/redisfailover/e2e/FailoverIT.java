package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.DeployedPair.OurProcess;
import io.redisfailover.e2e.scenario.E2eReport;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.LastRoleChange;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RequestsStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The active server dies, hangs, is deleted, or is asked to go. */
@Isolated("its pauses are published")
@Timeout(900)
class FailoverIT {
  private static final String SPEC =
      """
      redis: {image: "redis:7.0"}
      failover: {failback: {policy: Manual}}
      """;
  private static DeployedPair pair;

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-failover", "cache");
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

  private static LastRoleChange lastRoleChange() {
    return pair.status().map(RedisFailoverStatus::lastRoleChange).orElseThrow();
  }

  @Test
  void theStandbyTakesOverWhenRedisIsKilled() throws Exception {
    ScenarioRun.failure("kill -9 of the active Redis", pair)
        .times(ScenarioRun.REPEATS)
        .run(() -> {
          ServerName active = pair.active();
          pair.signal(active, "KILL");
          pair.awaitActive(DeployedPair.other(active));
        });
    assertThat(lastRoleChange().kind()).isEqualTo(RoleChangeKind.CRASH);
    assertThat(lastRoleChange().from()).isEqualTo(pair.standby());
    assertThat(lastRoleChange().durationMillis()).isPositive();
    assertThat(pair.events()).contains("FailoverCompleted", "StandbyOutOfSync", "StandbyInSync");
  }

  @Test
  void theStandbyTakesOverWhenThePodIsDeleted() throws Exception {
    ScenarioRun.planned("active pod deleted", pair)
        .times(ScenarioRun.REPEATS)
        .run(() -> {
          ServerName active = pair.active();
          pair.deletePod(pair.pod(active));
          pair.awaitActive(DeployedPair.other(active));
        });
    assertThat(lastRoleChange().to()).isEqualTo(pair.active());
    assertThat(lastRoleChange().kind()).isEqualTo(RoleChangeKind.HANDOVER);
  }

  /**
   * Each proxy in turn, all of them, the operator, everything of ours: for 2 s, as throttled
   * containers stand still, or for good.
   */
  @Test
  void nobodyIsAskedWhateverOfOursStandsStillOrDiesInTheMomentOfTheCrash() throws Exception {
    List<OurProcess> proxies = pair.proxies().stream().map(pair::proxyProcess).toList();
    List<OurProcess> operators = pair.operatorProcesses();
    List<OurProcess> all = Stream.of(proxies, operators).flatMap(List::stream).toList();
    List<Runnable> turns = new ArrayList<>();
    Stream.concat(proxies.stream().map(List::of), Stream.of(proxies, operators, all))
        .forEach(some -> turns.add(() -> crashWhileStopped(some)));
    Stream.of(proxies.getFirst(), operators.getFirst())
        .forEach(one -> turns.add(() -> crashBesideTheDeathOf(one)));
    Iterator<Runnable> next = turns.iterator();
    ScenarioRun.failure("kill -9 while processes of ours stand still for 2 s, or die", pair)
        .times(turns.size())
        .run(() -> next.next().run());
    assertThat(pair.events()).doesNotContain("DecisionRequired");
  }

  private static void crashWhileStopped(List<OurProcess> processes) {
    ServerName active = pair.active();
    processes.forEach(process -> pair.signal(process, "STOP"));
    try {
      pair.signal(active, "KILL");
      pause(Duration.ofSeconds(2));
    } finally {
      processes.forEach(process -> pair.signal(process, "CONT"));
    }
    pair.awaitActive(DeployedPair.other(active));
  }

  private static void crashBesideTheDeathOf(OurProcess process) {
    ServerName active = pair.active();
    pair.signal(process, "KILL");
    pair.signal(active, "KILL");
    pair.awaitActive(DeployedPair.other(active));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theStandbyTakesOverWhenRedisHangs() throws Exception {
    ScenarioRun.failure("SIGSTOP of the active Redis for 10 s", pair)
        .times(ScenarioRun.REPEATS)
        .run(() -> {
          ServerName active = pair.active();
          pair.signal(active, "STOP");
          Thread.sleep(10_000);
          pair.signal(active, "CONT");
          pair.awaitActive(DeployedPair.other(active));
        });
  }

  @Test
  void theAnnotationSwitchesOverOnce() throws Exception {
    ScenarioRun.planned("switchover by annotation", pair)
        .times(ScenarioRun.REPEATS)
        .run(() -> {
          ServerName standby = pair.standby();
          pair.annotate("redisfailover.io/switchover", standby.toString());
          pair.awaitActive(standby);
        });
    assertThat(pair.resource().get().getMetadata().getAnnotations())
        .doesNotContainKey("redisfailover.io/switchover");
    assertThat(lastRoleChange().kind()).isEqualTo(RoleChangeKind.SWITCHOVER);
    assertThat(pair.events()).contains("SwitchoverCompleted");
  }

  /** As a repository applies it again and again. */
  @Test
  void theAnnotationWithATokenSwitchesOverOnceAndStays() throws Exception {
    String request = pair.standby() + " e2e";
    ScenarioRun.planned("switchover by annotation with a token", pair)
        .run(() -> {
          ServerName standby = pair.standby();
          pair.annotate("redisfailover.io/switchover", request);
          pair.awaitActive(standby);
          await("it is answered")
              .atMost(DeployedPair.PATIENCE)
              .until(() -> request.equals(answered()));
        });
    ServerName active = pair.active();
    pair.annotate("redisfailover.io/switchover", DeployedPair.other(active) + " e2e-2");
    pair.awaitActive(DeployedPair.other(active));
    assertThat(pair.resource().get().getMetadata().getAnnotations())
        .containsEntry("redisfailover.io/switchover", DeployedPair.other(active) + " e2e-2");
    Long epoch = pair.status().orElseThrow().epoch();
    pair.annotate("e2e/again", "a sync of the repository");
    await("some rounds pass")
        .during(Duration.ofSeconds(15))
        .atMost(Duration.ofSeconds(30))
        .until(() -> Objects.equals(pair.status().orElseThrow().epoch(), epoch));
  }

  private static String answered() {
    return pair.status()
        .map(RedisFailoverStatus::requests)
        .map(RequestsStatus::switchover)
        .orElse("");
  }

  /** Redis would bury them only while it saves, and a full copy would wait for that. */
  @Test
  void whatAProbeLeavesBehindIsBuriedAtOnce() {
    String zombies =
        pair.inside(
            pair.standby(),
            "for i in 1 2 3 4 5 6 7 8 9; do sh -c 'sleep 0.1 &'; done; sleep 1;"
                + " cat /proc/[0-9]*/stat 2> /dev/null | grep -c ') Z ' || true");
    assertThat(zombies).isEqualTo("0");
  }

  @Test
  void nobodyNoticesProxiesThatAreReplacedOneByOne() throws Exception {
    ScenarioRun.planned("proxy pods deleted one by one", pair)
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
