package io.redisfailover.proxy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.testsupport.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No defect, no lack of anything and no reply ends the watch of a server. */
@Timeout(60)
class WatchDefectsTest {
  static final List<Throwable> DEFECTS =
      List.of(
          new IllegalStateException("a test"),
          new RejectedExecutionException("a test"),
          new OutOfMemoryError("a test"),
          new StackOverflowError("a test"));

  /** Dials that still fail, as without a file descriptor. */
  private static final AtomicInteger FAILING = new AtomicInteger();

  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = (EventLoop) group.next();
  private final List<ProbeResult> results = new CopyOnWriteArrayList<>();

  /** A channel that gets no descriptor for a while. */
  public static final class Scarce extends NioSocketChannel {
    /** Called by Netty. */
    public Scarce() {
      if (FAILING.getAndDecrement() > 0) {
        throw new ChannelException("Too many open files");
      }
    }
  }

  @AfterEach
  void stop() {
    FAILING.set(0);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @ParameterizedTest
  @FieldSource("DEFECTS")
  void goesOnAfterADefectOfWhatTakesItsResults(Throwable defect) throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (ScriptedServer server = ScriptedServer.answering("?")) {
      watch(
          server,
          result -> {
            if (calls.incrementAndGet() <= 2) {
              thrown(defect);
            }
            results.add(result);
          });
      await().until(() -> results.size() > 2);
      assertThat(supervisor.report().defects()).isEqualTo(2);
    }
  }

  @Test
  void isSilentWithoutDescriptorsAndGoesOnWithThem() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("?")) {
      FAILING.set(3);
      watch(server, results::add);
      await()
          .untilAsserted(() ->
              assertThat(results.stream().map(ProbeResult::answer).toList())
                  .anyMatch(ProbeAnswer.Garbled.class::isInstance));
      assertThat(results.getFirst().answer()).isInstanceOf(ProbeAnswer.Silent.class);
      assertThat(supervisor.report().defects()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2147483647\r\n",
        "*2147483647\r\n",
        "*1000\r\n$2147483647\r\n",
        "$99999999999999999999\r\n"
      })
  void isNotEndedByAFewBytes(String reply) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(reply)) {
      watch(server, results::add);
      await().until(() -> results.size() > 4);
      assertThat(results.stream().map(ProbeResult::answer))
          .hasOnlyElementsOfType(ProbeAnswer.Garbled.class);
      assertThat(supervisor.report().defects()).isZero();
    }
  }

  @Test
  void beginsAnewWhenTheSupervisorMissesIt() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("?")) {
      ReplicationWatch unstarted = unstarted(server, results::add);
      assertThat(unstarted.answeredAt()).isEmpty();
      for (int i = 0; i < 10; i++) {
        supervisor.look();
      }
      await().until(() -> results.size() > 1);
      assertThat(supervisor.report().restarts()).isPositive();
    }
  }

  @Test
  void isDeadWhenItsEventLoopIs() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("?")) {
      watch(server, results::add);
      await().until(() -> !results.isEmpty());
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
      for (int i = 0; i < 40; i++) {
        supervisor.look();
      }
      assertThat(supervisor.dead())
          .contains(
              "The watch of Master no longer runs, and restarting it did not help; restart the"
                  + " process.");
    }
  }

  private void watch(ScriptedServer server, Consumer<ProbeResult> taking) {
    ReplicationWatch watch = unstarted(server, taking);
    loop.execute(() -> {
      watch.pace(Duration.ofMillis(20), Duration.ofSeconds(10));
      watch.probeNow();
    });
  }

  private ReplicationWatch unstarted(ScriptedServer server, Consumer<ProbeResult> taking) {
    Sockets sockets =
        new Sockets(
            Scarce.class,
            NioServerSocketChannel.class,
            Sockets.of(Transport.NIO).domain(),
            NioIoHandler.newFactory());
    AddressBook addresses =
        new AddressBook(
            new Endpoints(new Endpoint("127.0.0.1", server.port()), new Endpoint("127.0.0.1", 1)),
            supervisor);
    return new ReplicationWatch(
        Server.MASTER,
        loop,
        new ConnectionContext(
            sockets,
            addresses,
            PairSecrets.withoutLogin(MarkerKeys.NONE),
            new MonotonicClock(),
            supervisor),
        taking);
  }

  private static void thrown(Throwable defect) {
    if (defect instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) defect;
  }
}
