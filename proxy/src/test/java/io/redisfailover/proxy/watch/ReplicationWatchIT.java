package io.redisfailover.proxy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.RedisPair;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReplicationWatchIT {
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String FOR_15_MS =
      """
      local function micros() local t = redis.call('TIME') return t[1] * 1000000 + t[2] end
      local over = micros() + 15000
      repeat until micros() > over
      """;

  private final Sockets sockets = Sockets.of(Transport.AUTO);
  private final MultiThreadIoEventLoopGroup group = sockets.eventLoops("test", 1);
  private final EventLoop loop = (EventLoop) group.next();
  private final List<ProbeResult> results = new CopyOnWriteArrayList<>();

  @AfterEach
  void stopThreads() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void seesWhatAServerIsAgainAndAgain() throws IOException {
    try (RedisProcess server = RedisProcess.start()) {
      watch(RedisPair.at(server), Optional.empty());
      await().atMost(LONG).until(() -> results.size() > 3);
      assertThat(results).allMatch(ProbeResult::isPrimary);
      assertThat(server.ask("CLIENT", "LIST")).containsOnlyOnce("name=redisfailover-proxy");
    }
  }

  @Test
  void tellsACrashAtOnceAndThenTheRefusalOfAFreshDial() throws IOException {
    try (RedisProcess server = RedisProcess.start()) {
      watch(RedisPair.at(server), Optional.empty());
      awaitAnswer(ProbeAnswer.Answered.class::isInstance);
      server.kill();
      awaitAnswer(ProbeAnswer.Refused.class::isInstance);
      List<ProbeAnswer> failures =
          results.stream().filter(result -> !result.answered()).map(ProbeResult::answer).toList();
      assertThat(failures.get(0)).isEqualTo(new ProbeAnswer.Closed(false));
      // A dying server's port takes connections for a moment longer, and resets them.
      assertThat(failures.get(1)).isIn(new ProbeAnswer.Closed(true), new ProbeAnswer.Refused());
    }
  }

  @Tag("quick")
  @Test
  void tellsTheSilenceOfAServerThatHangsAndHearsItAgain() throws IOException {
    try (RedisProcess server = RedisProcess.start()) {
      watch(RedisPair.at(server), Optional.empty());
      awaitAnswer(ProbeAnswer.Answered.class::isInstance);
      server.hang();
      try {
        awaitAnswer(ProbeAnswer.Silent.class::isInstance);
      } finally {
        server.resume();
      }
      int silent = results.size();
      await()
          .atMost(LONG)
          .until(() -> results.stream().skip(silent).anyMatch(ProbeResult::answered));
    }
  }

  @Test
  void tellsAWrongPasswordAsAFaultOfTheConfiguration() throws IOException {
    try (RedisProcess server = RedisProcess.start("--requirepass", "right")) {
      watch(RedisPair.at(server), Optional.of(RedisCredentials.password("wrong")));
      awaitAnswer(isError(ErrorReply.Kind.WRONGPASS));
    }
  }

  @Test
  void seesAServerThatAsksForNoPasswordAlthoughOneIsGiven() throws IOException {
    try (RedisProcess server = RedisProcess.start()) {
      watch(RedisPair.at(server), Optional.of(RedisCredentials.password("unneeded")));
      awaitAnswer(ProbeAnswer.Answered.class::isInstance);
    }
  }

  @Test
  void tellsAServerThatHasTooManyClientsApartFromOneThatIsDead() throws IOException {
    try (RedisProcess server = RedisProcess.start("--maxclients", "1");
        var only = server.client()) {
      assertThat(only.call("PING")).isEqualTo("PONG");
      watch(RedisPair.at(server), Optional.empty());
      awaitAnswer(isError(ErrorReply.Kind.MAX_CLIENTS));
      assertThat(results).noneMatch(result -> result.answer().equals(new ProbeAnswer.Closed(true)));
    }
  }

  /**
   * A busy one accepts a connection late, and closes it with our question unread: of that the
   * kernel makes a reset, right behind the words.
   */
  @Test
  void tellsAServerThatHasTooManyClientsAndIsBusyApartFromOneThatIsDead() throws IOException {
    try (RedisProcess server = RedisProcess.start("--maxclients", "1");
        var only = server.client()) {
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Void> busy =
          CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
              only.call("EVAL", FOR_15_MS, "0");
            }
          });
      watch(RedisPair.at(server), Optional.empty());
      // A busy server may as well be silent for a while; what it says counts.
      await().atMost(LONG).until(() -> heard().count() > 20 || busy.isDone());
      List<ProbeAnswer> heard = heard().toList();
      enough.set(true);
      assertThat(heard).allMatch(isError(ErrorReply.Kind.MAX_CLIENTS));
      busy.join();
    }
  }

  @Test
  void tellsAServerThatClosesEveryConnection() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(() -> {
            while (!server.isClosed()) {
              try {
                server.accept().close();
              } catch (IOException over) {
                return;
              }
            }
          });
      watch(new Endpoint("127.0.0.1", server.getLocalPort()), Optional.empty());
      awaitAnswer(new ProbeAnswer.Closed(true)::equals);
      assertThat(closing).isNotDone();
    }
  }

  @Test
  void tellsAServerThatSpeaksNoRedis() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> talking =
          CompletableFuture.runAsync(() -> {
            while (!server.isClosed()) {
              try (var socket = server.accept()) {
                socket
                    .getOutputStream()
                    .write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.UTF_8));
              } catch (IOException over) {
                // The next accept tells whether the test is over.
              }
            }
          });
      watch(new Endpoint("127.0.0.1", server.getLocalPort()), Optional.empty());
      await().atMost(LONG).until(() -> results.size() > 2);
      assertThat(results)
          .extracting(ProbeResult::answer)
          .containsOnly(new ProbeAnswer.Garbled("does not answer like a Redis server"));
      assertThat(talking).isNotDone();
    }
  }

  private Stream<ProbeAnswer> heard() {
    return results.stream()
        .map(ProbeResult::answer)
        .filter(answer -> !(answer instanceof ProbeAnswer.Silent));
  }

  private static Predicate<ProbeAnswer> isError(ErrorReply.Kind kind) {
    return answer ->
        answer instanceof ProbeAnswer.Errored errored && errored.error().kind() == kind;
  }

  private void awaitAnswer(Predicate<ProbeAnswer> wanted) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> results.stream().map(ProbeResult::answer).anyMatch(wanted));
  }

  private void watch(Endpoint endpoint, Optional<RedisCredentials> credentials) {
    AddressBook addresses =
        new AddressBook(new Endpoints(endpoint, new Endpoint("127.0.0.1", 1)), supervisor);
    ConnectionContext links =
        new ConnectionContext(
            sockets,
            addresses,
            PairSecrets.of(() -> credentials, () -> RedisPair.KEYS),
            new MonotonicClock(),
            supervisor);
    ReplicationWatch watch = new ReplicationWatch(Server.MASTER, loop, links, results::add);
    loop.execute(watch::probeNow);
  }
}
