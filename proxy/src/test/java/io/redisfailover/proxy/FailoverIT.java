package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.Timeline.Moment;
import io.redisfailover.testsupport.RespClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole proxy in front of two real servers. */
class FailoverIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  private RedisPair pair;
  private Proxy proxy;
  private InetSocketAddress address;

  @BeforeEach
  void startAll() throws IOException {
    pair = RedisPair.start();
    proxy = new Proxy(config());
    address = proxy.start().clients();
    awaitRouteTo(Node.MASTER);
    awaitStandbySeenInSync();
  }

  /** The witness needs a look at the standby, then one at the master, then one at the standby. */
  private void awaitStandbySeenInSync() {
    for (Node node : List.of(Node.BACKUP, Node.MASTER, Node.BACKUP, Node.MASTER, Node.BACKUP)) {
      Optional<Instant> before = lookedAt(node);
      await().atMost(LONG).until(() -> !lookedAt(node).equals(before));
    }
  }

  private Optional<Instant> lookedAt(Node node) {
    return proxy.route().view(node).map(View::sentAt);
  }

  @AfterEach
  void stopAll() {
    proxy.close();
    pair.close();
  }

  @Test
  void findsTheRouteInFrontOfRunningServersWithoutTouchingThem() {
    try (RespClient client = new RespClient(address)) {
      assertThat(client.call("SET", "a", "1")).isEqualTo("OK");
    }
    assertThat(pair.master().replication("role")).isEqualTo("master");
    assertThat(pair.backup().replication("role")).isEqualTo("slave");
    assertThat(proxy.route().line().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void promotesTheBackupWhenTheMasterIsKilledAndLosesNothingButWhatWasInFlight() {
    int writers = 4;
    try (Writers load = new Writers(address, writers)) {
      await().atMost(LONG).until(() -> load.acknowledged().size() > 2000);
      await().atMost(LONG).until(() -> proxy.snapshot().master().traffic().sessions() == writers);
      pair.master().killHard();
      awaitRouteTo(Node.BACKUP);
      int before = load.acknowledged().size();
      await().atMost(LONG).until(() -> load.acknowledged().size() > before + 2000);
      load.stop();
      assertThat(missing(load)).isLessThanOrEqualTo(writers);
    }
    PastFailover failover = proxy.route().failovers().getFirst();
    assertThat(failover.from()).isEqualTo(Optional.of(Node.MASTER));
    assertThat(failover.to()).isEqualTo(Node.BACKUP);
    assertThat(failover.kind()).isEqualTo(PastFailover.Kind.FAILOVER);
    assertThat(failover.sentence()).contains("Backup");
    assertThat(failover.cause()).isIn(Cause.REFUSED, Cause.CLOSED);
    assertInOrder(
        failover,
        Moment.LAST_ANSWER,
        Moment.FIRST_FAILED_LOOK,
        Moment.DECIDED,
        Moment.PROMOTE_SENT,
        Moment.PROMOTED,
        Moment.ROUTED);
    assertThat(failover.clients().sessionsClosed()).hasValue(writers);
    assertThat(failover.clients().held()).isLessThanOrEqualTo(2L * writers);
    assertThat(failover.clients().longestWait().orElse(Duration.ZERO))
        .isLessThanOrEqualTo(failover.duration());
    // The last look may have seen writes that died on their way.
    assertThat(failover.gapBytes().orElseThrow()).isLessThan(10_000);
    assertThat(pair.backup().replication("role")).isEqualTo("master");
  }

  @Tag("quick")
  @Test
  void promotesTheBackupWhenTheMasterHangsAndParksItWhenItResumes() {
    pair.master().hang();
    try {
      awaitRouteTo(Node.BACKUP);
      try (RespClient client = new RespClient(address)) {
        assertThat(client.call("SET", "after", "1")).isEqualTo("OK");
      }
      PastFailover failover = proxy.route().failovers().getFirst();
      assertThat(failover.cause()).isEqualTo(Cause.SILENT);
      assertThat(failover.detectedAfter().orElseThrow()).isGreaterThan(Duration.ofMillis(1_500));
      assertThat(
              failover
                  .timeline()
                  .between(Moment.LAST_ANSWER, Moment.FIRST_FAILED_LOOK)
                  .orElseThrow())
          .isLessThan(Duration.ofMillis(1_500));
      assertThat(failover.gapBytes()).hasValue(0);
    } finally {
      pair.master().resume();
    }
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          assertThat(pair.master().replication("role")).isEqualTo("slave");
          assertThat(pair.master().replication("master_port")).isEqualTo("1");
        });
    assertThat(proxy.route().routing()).contains(Node.BACKUP);
  }

  @Test
  void promotesTheBackupWhenTheMasterComesBackAtOnceAndParked() throws IOException {
    pair.master().killHard();
    pair.master().launch(RedisPair.PARKED);
    awaitRouteTo(Node.BACKUP);
    try (RespClient client = new RespClient(address)) {
      assertThat(client.call("SET", "after", "1")).isEqualTo("OK");
    }
    PastFailover failover = proxy.route().failovers().getFirst();
    assertInOrder(
        failover, Moment.LAST_ANSWER, Moment.FIRST_FAILED_LOOK, Moment.DECIDED, Moment.ROUTED);
    assertThat(failover.gapBytes()).hasValue(0);
  }

  @Test
  void saysThatSomebodyElsePromotedTheBackup() {
    pair.promote(Node.BACKUP);
    awaitRouteTo(Node.BACKUP);
    PastFailover failover = proxy.route().failovers().getFirst();
    assertThat(failover.kind()).isEqualTo(PastFailover.Kind.ADOPTION);
    assertThat(failover.cause()).isEqualTo(Cause.NEWER_EPOCH);
    assertInOrder(failover, Moment.LAST_ANSWER, Moment.PROMOTED, Moment.ROUTED);
    assertThat(failover.timeline().at(Moment.DECIDED)).isEmpty();
    assertThat(failover.gapBytes()).hasValue(0);
  }

  private static void assertInOrder(PastFailover failover, Moment... moments) {
    assertThat(failover.timeline().order()).containsSubsequence(moments);
    assertThat(failover.timeline().order()).isSorted();
  }

  private long missing(Writers load) {
    try (RespClient client = pair.backup().client()) {
      return load.acknowledged().stream()
          .filter(key -> client.call("EXISTS", key).equals("0"))
          .count();
    }
  }

  private void awaitRouteTo(Node node) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() ->
            assertThat(proxy.route().routing()).describedAs(proxy.route().why()).contains(node));
  }

  private ProxyConfig config() {
    return new ProxyConfig(
            "proxy-1",
            Listen.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            pair.endpoints(),
            RedisCredentials.Source.NONE)
        .withLimits(
            Limits.DEFAULT.withTimeouts(
                Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(200)));
  }
}
