package io.redisfailover.proxy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.dialogue.ConnectionFailure;
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
import io.redisfailover.testsupport.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What the watch reports of servers that are no Redis or that are about to stop. */
@Timeout(60)
class OddServersTest {
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private static final ProbeAnswer GARBLED = ConnectionFailure.GARBLED.answer(false);
  private static final ProbeAnswer SILENT = ConnectionFailure.TIMED_OUT.answer(false);
  private static final ProbeAnswer NO_CLIENT_MORE = errored("ERR max number of clients reached");
  private static final String FULL = "-ERR max number of clients reached\r\n";

  static final List<Arguments> NO_REDIS =
      combined(
          "HTTP/1.1 400 Bad\r\n\r\n",
          "%1\r\n+a\r\n+b\r\n",
          "+OK\r\n_\r\n",
          FULL + "HTTP/1.1 400 Bad\r\n\r\n",
          "+OK\r\n".repeat(20),
          "+OK\r\n".repeat(11) + "+O",
          FULL.repeat(20));

  static final List<Arguments> LAST_WORDS =
      combined(FULL, "-\r\n", "-MOVED x\r\n", "-ERR first\r\n-ERR seco");

  private final List<ProbeResult> results = new CopyOnWriteArrayList<>();
  private Optional<MultiThreadIoEventLoopGroup> group = Optional.empty();

  @AfterEach
  void stopThreads() {
    group.ifPresent(
        loops -> loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly());
  }

  @ParameterizedTest
  @FieldSource("NO_REDIS")
  void tellsThatWhatCameIsNoReply(Transport transport, String text) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(text)) {
      watch(transport, server);
      awaitViews(3);
      assertThat(results).extracting(ProbeResult::answer).containsOnly(GARBLED);
    }
  }

  @ParameterizedTest
  @FieldSource("NO_REDIS")
  void tellsThatItWasNoReplyOfAServerThatClosesAsWell(Transport transport, String text)
      throws IOException {
    try (ScriptedServer server = ScriptedServer.closingAfter(text)) {
      watch(transport, server);
      awaitViews(3);
      assertThat(results).extracting(ProbeResult::answer).containsOnly(GARBLED);
    }
  }

  @ParameterizedTest
  @FieldSource("LAST_WORDS")
  void tellsWhatAServerSaidBeforeItClosed(Transport transport, String text) throws IOException {
    try (ScriptedServer server = ScriptedServer.closingAfter(text)) {
      watch(transport, server);
      awaitViews(3);
      String first = text.lines().findFirst().orElseThrow();
      assertThat(results).extracting(ProbeResult::answer).containsOnly(errored(first.substring(1)));
    }
  }

  /** Of a close with bytes unread the kernel makes a reset, which comes right behind the words. */
  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"EPOLL", "NIO"})
  void tellsWhatAServerSaidBeforeItReset(Transport transport) throws IOException {
    try (ScriptedServer server =
        ScriptedServer.playing(connection -> {
          Thread.sleep(20);
          ScriptedServer.say(connection, FULL);
          connection.close();
        })) {
      watch(transport, server);
      awaitViews(20);
      assertThat(results).extracting(ProbeResult::answer).containsOnly(NO_CLIENT_MORE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"EPOLL", "NIO"})
  void tellsNothingButSilenceOfHalfAnAnswer(Transport transport) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("-WRONGPASS invalid\r\n")) {
      watch(transport, server);
      awaitViews(2);
      assertThat(results).extracting(ProbeResult::answer).containsOnly(SILENT);
    }
  }

  private void awaitViews(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> results.size() >= count);
  }

  private void watch(Transport transport, ScriptedServer server) {
    Sockets sockets = Sockets.of(transport);
    MultiThreadIoEventLoopGroup loops = sockets.eventLoops("test", 1);
    group = Optional.of(loops);
    EventLoop loop = (EventLoop) loops.next();
    AddressBook addresses =
        new AddressBook(
            new Endpoints(new Endpoint("127.0.0.1", server.port()), new Endpoint("127.0.0.1", 1)),
            supervisor);
    Optional<RedisCredentials> credentials = Optional.of(RedisCredentials.password("a test"));
    ConnectionContext links =
        new ConnectionContext(
            sockets,
            addresses,
            PairSecrets.of(() -> credentials, () -> RedisPair.KEYS),
            new MonotonicClock(),
            supervisor);
    ReplicationWatch watch = new ReplicationWatch(Server.MASTER, loop, links, results::add);
    loop.execute(() -> {
      watch.pace(Duration.ofMillis(20), Duration.ofMillis(500));
      watch.probeNow();
    });
  }

  private static ProbeAnswer errored(String text) {
    return new ProbeAnswer.Errored(ErrorReply.parse(text), Optional.empty());
  }

  private static List<Arguments> combined(String... texts) {
    return Stream.of(texts)
        .flatMap(text ->
            Stream.of(Transport.EPOLL, Transport.NIO)
                .map(transport -> Arguments.of(transport, text)))
        .toList();
  }
}
