package io.redisfailover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.e2e.cluster.TestCluster;
import io.redisfailover.e2e.scenario.DeployedPair;
import io.redisfailover.e2e.scenario.ScenarioRun;
import io.redisfailover.operator.api.v1.ServerName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the servers run changes while clients write. */
@Timeout(900)
class RollIT {
  private static DeployedPair pair;
  private static String cpu = "100m";
  private static String proxyCpu = "100m";

  @BeforeAll
  static void apply() {
    pair = new DeployedPair(TestCluster.get(), "e2e-roll", "cache");
    pair.apply(spec("redis:7.0", "", cpu)).awaitSettled();
  }

  @AfterAll
  static void delete() {
    pair.delete();
  }

  private static String spec(String image, String config, String cpu) {
    return """
    redis:
      image: "%s"
    %s
      resources: {requests: {cpu: %s}}
    proxy:
      resources: {requests: {cpu: %s, memory: 128Mi}, limits: {memory: 512Mi}}
    failover: {failback: {delay: 1s}}
    """
        .formatted(image, config.isEmpty() ? "" : "  config: {" + config + "}", cpu, proxyCpu);
  }

  /** What the test before asked for may still be rolled out. */
  @BeforeEach
  void begin() {
    pair.apply(spec("redis:7.0", "", cpu)).awaitActive(ServerName.MASTER);
    await("nothing is rolled out any more")
        .atMost(DeployedPair.PATIENCE)
        .during(Duration.ofSeconds(3))
        .until(() -> pair.isSettled() && pair.active() == ServerName.MASTER);
  }

  @Test
  void theStandbyIsRestartedFirstThenTheOtherAndTheClientsReturn() throws Exception {
    ScenarioRun.planned("roll of both servers", pair)
        .times(ScenarioRun.REPEATS)
        .run(() -> {
          List<String> before = pair.uids();
          cpu = cpu.equals("100m") ? "110m" : "100m";
          pair.apply(spec("redis:7.0", "", cpu));
          pair.awaitReplaced(before);
          pair.awaitActive(ServerName.MASTER);
          assertThat(pair.startOf(ServerName.BACKUP))
              .as("the standby is restarted first")
              .isLessThan(pair.startOf(ServerName.MASTER));
        });
  }

  @Test
  void anotherImageIsRolledOutAsAnyOtherChange() throws Exception {
    List<String> before = pair.uids();
    ScenarioRun.planned("another image", pair)
        .run(() -> {
          // The same archive by its full name: there is no second one on every cluster.
          pair.apply(spec("docker.io/library/redis:7.0", "", cpu));
          pair.awaitReplaced(before);
          pair.awaitActive(ServerName.MASTER);
        });
  }

  @Test
  void aSettingThatRedisReadsAtItsStartIsRolledOut() throws Exception {
    List<String> before = pair.uids();
    ScenarioRun.planned("setting that needs a restart", pair)
        .run(() -> {
          pair.apply(spec("redis:7.0", "databases: \"20\"", cpu));
          pair.awaitReplaced(before);
          pair.awaitActive(ServerName.MASTER);
        });
  }

  @Test
  void aSettingThatRedisTakesAtOnceRestartsNothing() throws Exception {
    List<String> before = pair.uids();
    ScenarioRun.planned("setting changed live", pair)
        .run(() -> {
          pair.apply(spec("redis:7.0", "maxmemory: 200mb", cpu));
          for (ServerName server : ServerName.values()) {
            await(server + " has the setting")
                .atMost(Duration.ofMinutes(1))
                .until(() -> pair.ask(server, "INFO memory").contains("maxmemory:209715200"));
          }
        });
    assertThat(pair.uids()).isEqualTo(before);
  }

  /** A new proxy is in the Service before an old one leaves it, and an old one still accepts. */
  @Test
  void theProxiesAreReplacedAndNoConnectionIsRefused() throws Exception {
    List<String> servers = pair.uids();
    ScenarioRun.planned("roll of the proxies, with new connections all the time", pair)
        .run(() -> {
          List<String> before = pair.proxies();
          ServerName beside = pair.standby();
          CompletableFuture<String> replies = repliesOverNewConnections(beside);
          try {
            proxyCpu = proxyCpu.equals("100m") ? "110m" : "100m";
            pair.apply(spec("redis:7.0", "", cpu));
            await("the proxies are new ones")
                .atMost(DeployedPair.PATIENCE)
                .until(() ->
                    pair.proxies().size() == before.size()
                        && pair.proxies().stream().noneMatch(before::contains));
          } finally {
            String unused = pair.inside(beside, "touch /run/redis-failover/enough");
          }
          assertThat(replies.get(1, TimeUnit.MINUTES).lines())
              .hasSizeGreaterThan(50)
              .filteredOn(reply -> !reply.equals("PONG"))
              .isEmpty();
        });
    assertThat(pair.uids()).as("the servers stay").isEqualTo(servers);
  }

  /** Some ten a second or more, one after the other, until there are enough. */
  private static CompletableFuture<String> repliesOverNewConnections(ServerName beside) {
    return CompletableFuture.supplyAsync(() ->
        pair.inside(
            beside,
            """
            until [ -e /run/redis-failover/enough ]; do
              REDISCLI_AUTH="$1" redis-cli --no-auth-warning -h "$0" PING 2>&1
              sleep 0.02
            done
            rm /run/redis-failover/enough
            """,
            pair.clientAddress(),
            pair.password()));
  }

  @Test
  void anImageThatDoesNotStartStopsTheRollAndCanBeCorrected() throws Exception {
    Optional<String> active = pair.podOf(pair.active()).map(pod -> pod.getMetadata().getUid());
    ScenarioRun.planned("bad image and its correction", pair)
        .run(() -> {
          pair.apply(spec("redis:no-such-version", "", cpu));
          await("the roll is stuck")
              .atMost(DeployedPair.PATIENCE)
              .until(() ->
                  pair.condition("ConfigurationApplied")
                      .filter(it -> "RolloutStuck".equals(it.reason()))
                      .isPresent());
          assertThat(pair.podOf(pair.active()).map(pod -> pod.getMetadata().getUid()))
              .isEqualTo(active);
          pair.apply(spec("redis:7.0", "", cpu));
        });
  }
}
