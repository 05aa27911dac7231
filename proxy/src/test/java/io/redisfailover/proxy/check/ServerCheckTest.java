package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.MisbehavingServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerCheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final CheckScript PING =
      CheckScript.parse(List.of("connect", "send PING\\r\\n", "expect string +PONG"));

  private static final CheckScript NOT_PONG =
      CheckScript.parse(List.of("connect", "send PING\\r\\n", "expect ! string +PONG"));

  private final CheckBench bench = new CheckBench();
  private final List<CheckedServer> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void isDownUntilTheFirstCheckPassed() throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(pong());
        ServerCheck check = checking(new AtomicReference<>(plan(server.port(), PING)))) {
      assertThat(check.current().health().isUp()).isFalse();
      assertThat(check.current().last()).isEmpty();
      check.start(Duration.ZERO);
      await().atMost(PATIENCE).until(() -> check.current().health().isUp());
      assertThat(check.current().last().orElseThrow().status()).isEqualTo(CheckStatus.L7OK);
    }
  }

  @Test
  void goesDownAfterAsManyFailuresAsFallSays() throws IOException {
    MisbehavingServer server = new MisbehavingServer(pong());
    try (server;
        ServerCheck check = checking(new AtomicReference<>(plan(server.port(), PING)))) {
      check.start(Duration.ZERO);
      await().atMost(PATIENCE).until(() -> check.current().health().isUp());
      server.close();
      await().atMost(PATIENCE).until(() -> !seen.getLast().health().isUp());
      assertThat(check.current().timesDown()).isEqualTo(1);
      assertThat(check.current().failedChecks()).isEqualTo(3);
      assertThat(seen.stream().map(state -> state.health().inWords()).distinct())
          .startsWith("UP", "UP 2/3", "UP 1/3", "DOWN");
    }
  }

  @Test
  void takesAChangedPlanAtTheNextCheck() throws IOException {
    AtomicReference<CheckPlan> plan = new AtomicReference<>();
    try (MisbehavingServer server = new MisbehavingServer(pong())) {
      plan.set(plan(server.port(), NOT_PONG));
      try (ServerCheck check = checking(plan)) {
        check.start(Duration.ZERO);
        await().atMost(PATIENCE).until(() -> !seen.isEmpty());
        assertThat(check.current().health().isUp()).isFalse();
        plan.set(plan(server.port(), PING));
        await().atMost(PATIENCE).until(() -> check.current().health().isUp());
      }
    }
  }

  @Test
  void checksNoMoreOnceItIsClosed() throws Exception {
    try (MisbehavingServer server = new MisbehavingServer(pong())) {
      ServerCheck check = checking(new AtomicReference<>(plan(server.port(), PING)));
      check.start(Duration.ZERO);
      await().atMost(PATIENCE).until(() -> !seen.isEmpty());
      check.close();
      bench.loop().submit(() -> {}).get();
      int checks = seen.size();
      bench.loop().schedule(() -> {}, 300, TimeUnit.MILLISECONDS).get();
      assertThat(seen).hasSize(checks);
    }
  }

  @Test
  void checksSoonerWhenConnectionsFailAndTakesTheServerDown() throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(pong())) {
      AtomicReference<CheckPlan> plan = new AtomicReference<>(plan(server.port(), PING));
      ConnectionErrors second = new ConnectionErrors(2, ConnectionErrors.OnError.MARK_DOWN);
      Duration never = Duration.ofHours(1);
      CheckSettings settings =
          new CheckSettings(
              never,
              Duration.ofMillis(20),
              never,
              Optional.of(PATIENCE),
              PATIENCE,
              2,
              3,
              HealthCounter.Initial.DOWN,
              Optional.of(second));
      CheckPlan usual = plan.get();
      plan.set(
          new CheckPlan(
              usual.address(), usual.script(), settings, usual.backend(), usual.server()));
      try (ServerCheck check = checking(plan)) {
        check.start(Duration.ZERO);
        await().atMost(PATIENCE).until(() -> check.current().health().isUp());
        check.observed(false);
        check.observed(false);
        await()
            .atMost(PATIENCE)
            .until(() ->
                seen.stream()
                    .filter(state -> !state.health().isUp())
                    .anyMatch(state -> state.last().orElseThrow().status() == CheckStatus.HANA));
        // Without the failed connections the next check were an hour away.
        await().atMost(PATIENCE).until(() -> check.current().health().isUp());
      }
    }
  }

  private ServerCheck checking(AtomicReference<CheckPlan> plan) {
    return new ServerCheck(
        Server.MASTER, bench.part(), bench.transport(), bench.loop(), plan::get, seen::add);
  }

  private static CheckPlan plan(int port, CheckScript script) {
    Duration often = Duration.ofMillis(20);
    CheckSettings settings =
        new CheckSettings(
            often, often, often, Optional.of(PATIENCE), PATIENCE, 2, 3, HealthCounter.Initial.DOWN);
    return new CheckPlan(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        script,
        settings,
        "redis",
        "Master");
  }

  private static Behaviour pong() {
    return client -> {
      client.awaits("PING\r\n");
      client.says("+PONG\r\n");
      client.hangs();
    };
  }
}
