package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.CpuHog;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.E2eReport;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.RoleChangeKind;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** More work than the machine has processors for: what is late has not failed. */
@Isolated("it needs all of the machine")
@Timeout(1_800)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrowdIT {
  private static final int PAIRS = 8;
  private static final int BESIDE_THE_HOG = 4;
  private static final int MOST_EVENTS = 5;
  private static final String SPEC =
      """
      failover: {failback: {policy: Manual}}
      redis:
        image: "redis:7.0"
      """;

  /** How long every processor is kept busy: {@code -De2e.hog.seconds}. */
  private static final Duration HOG = Duration.ofSeconds(Integer.getInteger("e2e.hog.seconds", 30));

  private static final List<DeployedPair> CROWD =
      IntStream.range(0, PAIRS)
          .mapToObj(i -> new DeployedPair(TestCluster.get(), "e2e-crowd", "cache-" + i))
          .toList();

  @AfterAll
  static void delete() {
    DeployedPair.deleteAll(CROWD);
  }

  @Test
  @Order(1)
  void eightPairsAppliedAtOnceStartWithoutARoleChangeOrADecision() {
    long began = System.nanoTime();
    CROWD.forEach(pair -> pair.apply(SPEC));
    CROWD.forEach(DeployedPair::awaitSettled);
    E2eReport.add(
        PAIRS + " pairs applied at once, until all are in sync",
        Duration.ofNanos(System.nanoTime() - began),
        "");
    CROWD.forEach(CrowdIT::nothingHappenedTo);
  }

  @Test
  @Order(2)
  void pairsBesideACpuHogKeepTheirActiveServerUntilOneIsKilled() throws Exception {
    DeployedPair.deleteAll(CROWD.subList(BESIDE_THE_HOG, PAIRS));
    List<DeployedPair> pairs = CROWD.subList(0, BESIDE_THE_HOG);
    DeployedPair victim = pairs.getFirst();
    ServerName active = victim.active();
    CpuHog hog = CpuHog.start();
    try {
      underLoad(pairs.subList(1, BESIDE_THE_HOG), () -> killBesideTheHog(victim, active));
    } finally {
      hog.stop();
    }
    assertThat(victim.status().map(RedisFailoverStatus::lastRoleChange).orElseThrow().kind())
        .isEqualTo(RoleChangeKind.CRASH);
    pairs.stream().skip(1).forEach(CrowdIT::nothingHappenedTo);
  }

  /** As a new build of the operator changes all resources at once: three are rolled at a time. */
  @Test
  @Order(3)
  void ofFourPairsThatChangeAtOnceOneWaitsUntilAnotherIsThrough() throws Exception {
    List<DeployedPair> pairs = CROWD.subList(0, BESIDE_THE_HOG);
    pairs.forEach(pair -> pair.apply(SPEC));
    pairs.forEach(DeployedPair::awaitSettled);
    List<List<String>> before = pairs.stream().map(DeployedPair::uids).toList();
    Set<String> waited = new HashSet<>();
    ScenarioRun.planned("four pairs changed at once, three rolled at a time", pairs.getFirst())
        .run(() -> {
          pairs.forEach(pair -> pair.apply(SPEC + "  resources: {requests: {cpu: 90m}}\n"));
          await("all are rolled")
              .atMost(DeployedPair.PATIENCE)
              .until(() -> {
                pairs.stream().filter(CrowdIT::waits).forEach(pair -> waited.add(pair.name()));
                return IntStream.range(0, pairs.size())
                    .allMatch(i -> isReplaced(pairs.get(i), before.get(i)));
              });
        });
    assertThat(waited).as("who says that it waits").hasSize(1);
    List<String> begins = pairs.stream().map(pair -> starts(pair).getFirst()).sorted().toList();
    List<String> ends = pairs.stream().map(pair -> starts(pair).getLast()).sorted().toList();
    assertThat(begins.getLast())
        .as("the fourth begins when one of the others is through: %s, %s", begins, ends)
        .isGreaterThanOrEqualTo(ends.getFirst());
  }

  private static boolean waits(DeployedPair pair) {
    return pair.condition("Progressing")
        .map(Condition::message)
        .filter(it -> it.contains("Waiting for other resources to be rolled"))
        .isPresent();
  }

  private static boolean isReplaced(DeployedPair pair, List<String> before) {
    List<String> now = pair.uids();
    return now.size() == ServerName.values().length
        && now.stream().noneMatch(before::contains)
        && pair.isSettled();
  }

  private static List<String> starts(DeployedPair pair) {
    return Stream.of(ServerName.values()).map(pair::startOf).sorted().toList();
  }

  private static void killBesideTheHog(DeployedPair victim, ServerName active) throws Exception {
    ScenarioRun.failure("kill -9 of the active Redis beside a CPU hog", victim)
        .run(() -> {
          Thread.sleep(HOG.dividedBy(2).toMillis());
          nothingHappenedTo(victim);
          victim.signal(active, "KILL");
          victim.awaitActive(DeployedPair.other(active));
          Thread.sleep(HOG.dividedBy(2).toMillis());
        });
  }

  /** Each of the pairs has its own writers around what happens. */
  private static void underLoad(List<DeployedPair> pairs, ScenarioRun.Trouble trouble)
      throws Exception {
    if (pairs.isEmpty()) {
      trouble.happen();
      return;
    }
    ScenarioRun.planned("beside a CPU hog", pairs.getFirst())
        .run(() -> underLoad(pairs.subList(1, pairs.size()), trouble));
  }

  private static void nothingHappenedTo(DeployedPair pair) {
    RedisFailoverStatus status = pair.status().orElseThrow();
    assertThat(Optional.ofNullable(status.lastRoleChange())).as(pair.name()).isEmpty();
    assertThat(pair.events())
        .as(pair.name())
        .doesNotContain("DecisionRequired")
        .hasSizeLessThanOrEqualTo(MOST_EVENTS);
  }
}
