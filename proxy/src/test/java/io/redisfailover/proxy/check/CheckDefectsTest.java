package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.MisbehavingServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No defect, and no lack of anything, ends the checks of a server. */
@Timeout(60)
class CheckDefectsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static final List<Throwable> DEFECTS =
      List.of(
          new IllegalStateException("a test"),
          new RejectedExecutionException("a test"),
          new OutOfMemoryError("a test"),
          new StackOverflowError("a test"));

  private final CheckBench bench = new CheckBench();
  private final Supervised part = bench.part();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() {
    bench.close();
  }

  @ParameterizedTest
  @FieldSource("DEFECTS")
  void goesOnAfterADefectOfItsPlan(Throwable defect) throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(pong())) {
      CheckPlan plan = plan(server.port());
      Supplier<CheckPlan> plans =
          () -> {
            // The first call is the constructor's.
            int call = calls.incrementAndGet();
            if (call == 2 || call == 3) {
              thrown(defect);
            }
            return plan;
          };
      passes(
          new ServerCheck(Server.MASTER, part, bench.transport(), bench.loop(), plans, it -> {}));
      assertThat(bench.supervisor().report().defects()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @FieldSource("DEFECTS")
  void goesOnAfterADefectOfItsListener(Throwable defect) throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(pong())) {
      CheckPlan plan = plan(server.port());
      ServerCheck check =
          new ServerCheck(
              Server.MASTER,
              part,
              bench.transport(),
              bench.loop(),
              () -> plan,
              it -> {
                if (calls.incrementAndGet() <= 2) {
                  thrown(defect);
                }
              });
      try (check) {
        check.start(Duration.ZERO);
        await().atMost(PATIENCE).until(() -> calls.get() > 4);
      }
      assertThat(check.current().health().isUp()).isTrue();
    }
  }

  /** Netty's channel has no event loop then, and closing it throws. */
  @ParameterizedTest
  @FieldSource("DEFECTS")
  void goesOnAfterAMomentWithoutDescriptors(Throwable defect) throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(pong())) {
      CheckPlan plan = plan(server.port());
      Bootstrap transport =
          new Bootstrap()
              .channelFactory(() -> {
                if (calls.incrementAndGet() <= 3) {
                  throw new ChannelException("Too many open files", defect);
                }
                return new NioSocketChannel();
              });
      ServerCheck check =
          new ServerCheck(Server.MASTER, part, transport, bench.loop(), () -> plan, it -> {});
      passes(check);
      assertThat(calls.get()).isGreaterThan(3);
      assertThat(check.current().failedChecks()).isZero();
    }
  }

  @Test
  void beginsAnewWhenTheSupervisorMissesIt() throws IOException {
    try (MisbehavingServer server = new MisbehavingServer(pong())) {
      CheckPlan plan = plan(server.port());
      ServerCheck check =
          new ServerCheck(
              Server.MASTER, part, bench.transport(), bench.loop(), () -> plan, it -> {});
      // It was never started, as one whose timer was lost.
      bench.supervisor().look();
      passesBy(check);
    }
  }

  private void passes(ServerCheck check) {
    check.start(Duration.ZERO);
    passesBy(check);
  }

  private static void passesBy(ServerCheck check) {
    try (check) {
      await().atMost(PATIENCE).until(() -> check.current().health().isUp());
    }
  }

  private static void thrown(Throwable defect) {
    if (defect instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) defect;
  }

  private static CheckPlan plan(int port) {
    Duration often = Duration.ofMillis(20);
    CheckSettings settings =
        new CheckSettings(
            often, often, often, Optional.of(PATIENCE), PATIENCE, 2, 3, HealthCounter.Initial.DOWN);
    return new CheckPlan(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        CheckScript.parse(List.of("connect", "send PING\\r\\n", "expect string +PONG")),
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
