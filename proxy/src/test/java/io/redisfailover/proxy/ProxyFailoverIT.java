package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.client.WriteAudit;
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
class ProxyFailoverIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  private RedisPair pair;
  private Proxy proxy;
  private InetSocketAddress address;

  @BeforeEach
  void startAll() throws IOException {
    pair = RedisPair.start();
    proxy = new Proxy(config());
    address = proxy.start().clients();
    awaitRouteTo(Server.MASTER);
    awaitStandbySeenInSync();
  }

  /** Sync evidence needs a probe of the standby, then of the active server, then of the standby. */
  private void awaitStandbySeenInSync() {
    for (Server server :
        List.of(Server.BACKUP, Server.MASTER, Server.BACKUP, Server.MASTER, Server.BACKUP)) {
      Optional<Instant> before = probedAt(server);
      await().atMost(LONG).until(() -> !probedAt(server).equals(before));
    }
  }

  private Optional<Instant> probedAt(Server server) {
    return proxy.route().result(server).map(ProbeResult::sentAt);
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
    assertThat(pair.master().info("role")).isEqualTo("master");
    assertThat(pair.backup().info("role")).isEqualTo("slave");
    assertThat(proxy.route().epoch().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void promotesTheBackupWhenTheMasterIsKilledAndLosesNothingButWhatWasInFlight()
      throws InterruptedException {
    int writers = 4;
    try (Workload load =
        new Workload().start("w", writers, ClientLibrary.JEDIS, ClientPacing.NONSTOP, address)) {
      await().atMost(LONG).until(() -> load.acknowledged() > 2000);
      await()
          .atMost(LONG)
          .until(() -> proxy.snapshot().master().traffic().sessions().current() == writers);
      pair.master().kill();
      awaitRouteTo(Server.BACKUP);
      long before = load.acknowledged();
      await().atMost(LONG).until(() -> load.acknowledged() > before + 2000);
      load.stop();
      assertThat(WriteAudit.read(load.journals(), ClientTarget.at(pair.backup().address())).lost())
          .hasSizeLessThanOrEqualTo(writers);
    }
    RoleChange change = proxy.route().roleChanges().getFirst();
    assertThat(change.from()).isEqualTo(Optional.of(Server.MASTER));
    assertThat(change.to()).isEqualTo(Server.BACKUP);
    assertThat(change.kind()).isEqualTo(RoleChange.Kind.FAILOVER);
    assertThat(change.message()).startsWith("Master failed (");
    assertThat(change.cause().orElseThrow()).isIn(Cause.REFUSED, Cause.CLOSED);
    assertInOrder(
        change,
        Moment.LAST_ANSWER,
        Moment.FIRST_FAILED_PROBE,
        Moment.DECIDED,
        Moment.PROMOTE_SENT,
        Moment.PROMOTED,
        Moment.ROUTED);
    assertThat(change.clients().sessionsClosed()).hasValue(writers);
    assertThat(change.clients().held()).isLessThanOrEqualTo(2L * writers);
    assertThat(change.clients().longestWait().orElse(Duration.ZERO))
        .isLessThanOrEqualTo(change.duration());
    // The last probe may have seen writes that were lost on their way.
    assertThat(change.gapBytes().orElseThrow()).isLessThan(10_000);
    assertThat(pair.backup().info("role")).isEqualTo("master");
  }

  @Tag("quick")
  @Test
  void promotesTheBackupWhenTheMasterHangsAndParksItWhenItResumes() {
    pair.master().hang();
    try {
      awaitRouteTo(Server.BACKUP);
      try (RespClient client = new RespClient(address)) {
        assertThat(client.call("SET", "after", "1")).isEqualTo("OK");
      }
      RoleChange change = proxy.route().roleChanges().getFirst();
      assertThat(change.cause()).contains(Cause.SILENT);
      assertThat(change.detectedAfter().orElseThrow()).isGreaterThan(Duration.ofMillis(1_500));
      assertThat(
              change.moments().between(Moment.LAST_ANSWER, Moment.FIRST_FAILED_PROBE).orElseThrow())
          .isLessThan(Duration.ofMillis(1_500));
      assertThat(change.gapBytes()).hasValue(0);
    } finally {
      pair.master().resume();
    }
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          assertThat(pair.master().info("role")).isEqualTo("slave");
          assertThat(pair.master().info("master_port")).isEqualTo("1");
        });
    assertThat(proxy.route().routing()).contains(Server.BACKUP);
  }

  @Test
  void promotesTheBackupWhenTheMasterComesBackAtOnceAndParked() throws IOException {
    pair.master().kill();
    pair.master().launch(RedisPair.PARKED);
    awaitRouteTo(Server.BACKUP);
    try (RespClient client = new RespClient(address)) {
      assertThat(client.call("SET", "after", "1")).isEqualTo("OK");
    }
    RoleChange change = proxy.route().roleChanges().getFirst();
    assertInOrder(
        change, Moment.LAST_ANSWER, Moment.FIRST_FAILED_PROBE, Moment.DECIDED, Moment.ROUTED);
    assertThat(change.gapBytes()).hasValue(0);
  }

  @Test
  void saysThatSomebodyElsePromotedTheBackup() {
    pair.promote(Server.BACKUP);
    awaitRouteTo(Server.BACKUP);
    RoleChange change = proxy.route().roleChanges().getFirst();
    assertThat(change.kind()).isEqualTo(RoleChange.Kind.EXTERNAL);
    assertThat(change.cause()).contains(Cause.NEWER_EPOCH);
    assertInOrder(change, Moment.LAST_ANSWER, Moment.PROMOTED, Moment.ROUTED);
    assertThat(change.moments().at(Moment.DECIDED)).isEmpty();
    assertThat(change.gapBytes()).hasValue(0);
  }

  private static void assertInOrder(RoleChange change, Moment... moments) {
    assertThat(change.moments().order()).containsSubsequence(moments);
    assertThat(change.moments().order()).isSorted();
  }

  private void awaitRouteTo(Server server) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() ->
            assertThat(proxy.route().routing())
                .describedAs(proxy.route().message())
                .contains(server));
  }

  private ProxyConfig config() {
    return new ProxyConfig(
            "proxy-1",
            Listen.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            pair.endpoints(),
            PairSecrets.withoutLogin(RedisPair.KEYS))
        .withLimits(
            Limits.DEFAULT.withTimeouts(
                Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(200)));
  }
}
