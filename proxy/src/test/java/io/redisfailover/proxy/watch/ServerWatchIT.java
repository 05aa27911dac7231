package io.redisfailover.proxy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.RedisPair;
import io.redisfailover.proxy.config.Transport;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.redis.Links;
import io.redisfailover.testsupport.RedisServer;
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

class ServerWatchIT {
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
  private final List<View> views = new CopyOnWriteArrayList<>();

  @AfterEach
  void stopThreads() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void seesWhatAServerIsAgainAndAgain() throws IOException {
    try (RedisServer server = RedisServer.start()) {
      watch(RedisPair.at(server), Optional.empty());
      await().atMost(LONG).until(() -> views.size() > 3);
      assertThat(views).allMatch(View::isMaster);
      assertThat(server.ask("CLIENT", "LIST")).containsOnlyOnce("name=redisfailover-proxy");
    }
  }

  @Test
  void tellsACrashAtOnceAndThenTheRefusalOfAFreshDial() throws IOException {
    try (RedisServer server = RedisServer.start()) {
      watch(RedisPair.at(server), Optional.empty());
      awaitAnswer(Answer.Answered.class::isInstance);
      server.killHard();
      awaitAnswer(Answer.Refused.class::isInstance);
      List<Answer> failures =
          views.stream().filter(view -> !view.answered()).map(View::answer).toList();
      assertThat(failures.get(0)).isEqualTo(new Answer.Closed(false));
      // A dying server's port takes connections for a moment longer, and resets them.
      assertThat(failures.get(1)).isIn(new Answer.Closed(true), new Answer.Refused());
    }
  }

  @Tag("quick")
  @Test
  void tellsTheSilenceOfAServerThatHangsAndHearsItAgain() throws IOException {
    try (RedisServer server = RedisServer.start()) {
      watch(RedisPair.at(server), Optional.empty());
      awaitAnswer(Answer.Answered.class::isInstance);
      server.hang();
      try {
        awaitAnswer(Answer.Silent.class::isInstance);
      } finally {
        server.resume();
      }
      int silent = views.size();
      await().atMost(LONG).until(() -> views.stream().skip(silent).anyMatch(View::answered));
    }
  }

  @Test
  void tellsAWrongPasswordAsAFaultOfTheConfiguration() throws IOException {
    try (RedisServer server = RedisServer.start("--requirepass", "right")) {
      watch(RedisPair.at(server), Optional.of(RedisCredentials.password("wrong")));
      awaitAnswer(isError(ErrorReply.Kind.WRONGPASS));
    }
  }

  @Test
  void seesAServerThatAsksForNoPasswordAlthoughOneIsGiven() throws IOException {
    try (RedisServer server = RedisServer.start()) {
      watch(RedisPair.at(server), Optional.of(RedisCredentials.password("unneeded")));
      awaitAnswer(Answer.Answered.class::isInstance);
    }
  }

  @Test
  void tellsAServerThatHasTooManyClientsApartFromOneThatIsDead() throws IOException {
    try (RedisServer server = RedisServer.start("--maxclients", "1");
        var only = server.client()) {
      assertThat(only.call("PING")).isEqualTo("PONG");
      watch(RedisPair.at(server), Optional.empty());
      awaitAnswer(isError(ErrorReply.Kind.MAX_CLIENTS));
      assertThat(views).noneMatch(view -> view.answer().equals(new Answer.Closed(true)));
    }
  }

  /**
   * A busy one accepts a connection late, and closes it with our question unread: of that the
   * kernel makes a reset, right behind the words.
   */
  @Test
  void tellsAServerThatHasTooManyClientsAndIsBusyApartFromOneThatIsDead() throws IOException {
    try (RedisServer server = RedisServer.start("--maxclients", "1");
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
      List<Answer> heard = heard().toList();
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
      awaitAnswer(new Answer.Closed(true)::equals);
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
      await().atMost(LONG).until(() -> views.size() > 2);
      assertThat(views)
          .extracting(View::answer)
          .containsOnly(new Answer.Garbled("does not answer as a Redis server does"));
      assertThat(talking).isNotDone();
    }
  }

  private Stream<Answer> heard() {
    return views.stream().map(View::answer).filter(answer -> !(answer instanceof Answer.Silent));
  }

  private static Predicate<Answer> isError(ErrorReply.Kind kind) {
    return answer -> answer instanceof Answer.Errored errored && errored.error().kind() == kind;
  }

  private void awaitAnswer(Predicate<Answer> wanted) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> views.stream().map(View::answer).anyMatch(wanted));
  }

  private void watch(Endpoint endpoint, Optional<RedisCredentials> credentials) {
    AddressBook addresses = new AddressBook(new Endpoints(endpoint, new Endpoint("127.0.0.1", 1)));
    Links links = new Links(sockets, addresses, () -> credentials, new MonotonicClock());
    ServerWatch watch = new ServerWatch(Node.MASTER, loop, links, views::add);
    loop.execute(watch::probeNow);
  }
}
