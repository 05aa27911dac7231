package io.redisfailover.proxy.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.testsupport.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(
    value = Transport.class,
    names = {"EPOLL", "NIO"})
class NettyRedisConnectionTest {
  private static final Packet GREET =
      new Packet.Greet(new Login(Optional.empty(), ConnectionName.PROXY));
  private static final Endpoints ENDPOINTS =
      new Endpoints(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2));
  private static final Heard WELCOME = new Heard.Greeted(Optional.empty());
  private static final String FULL = "-ERR max number of clients reached\r\n";

  private final Sockets sockets;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;

  NettyRedisConnectionTest(Transport transport) {
    sockets = Sockets.of(transport);
    group = sockets.eventLoops("test", 1);
    loop = (EventLoop) group.next();
  }

  @AfterEach
  void stopThreads() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void tellsTheFirstCauseToWhoeverWaitsAndThenToTheOwner() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 400 Bad\r\n\r\n")) {
      NettyRedisConnection connection = dial(server);
      CompletableFuture<Heard> answer = onLoop(() -> connection.exchange(GREET, ENDPOINTS));
      assertThat(connection.lost().thenApply(loss -> answer.isCompletedExceptionally()).join())
          .isTrue();
      assertThat(failureOf(answer)).isEqualTo(ConnectionFailure.GARBLED);
      assertThat(connection.lost().join().failure()).isEqualTo(ConnectionFailure.GARBLED);
    }
  }

  @Test
  void hearsTheLastWordsAlsoWhenItsQuestionCannotBeSentAnyMore() throws Exception {
    CountDownLatch dialled = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.playing(socket -> {
          dialled.await();
          ScriptedServer.say(socket, FULL);
          ScriptedServer.reset(socket);
          over.countDown();
        })) {
      CompletableFuture<Heard> answer =
          dialling(
              server,
              connection -> {
                dialled.countDown();
                awaitQuietly(over);
                return connection.exchange(GREET, ENDPOINTS);
              });
      assertThat(answer.join())
          .isEqualTo(
              new Heard.Greeted(
                  Optional.of(ErrorReply.parse("ERR max number of clients reached"))));
    }
  }

  @Test
  void takesNoReplyForALaterQuestionThatCameBeforeIt() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering("+OK\r\n+OK\r\n")) {
      assertThat(failureOf(secondAnswer(dial(server)))).isEqualTo(ConnectionFailure.GARBLED);
    }
  }

  @Test
  void takesNoReplyForALaterQuestionThatBeganBeforeIt() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.playing(socket -> {
          ScriptedServer.awaitQuestion(socket);
          ScriptedServer.say(socket, "+OK\r\n+O");
          ScriptedServer.awaitQuestion(socket);
          ScriptedServer.say(socket, "K\r\n");
        })) {
      assertThat(failureOf(secondAnswer(dial(server)))).isEqualTo(ConnectionFailure.GARBLED);
    }
  }

  @Test
  void isBrokenByWhatComesWhileNothingIsAsked() throws IOException {
    CountDownLatch answered = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.playing(socket -> {
          ScriptedServer.awaitQuestion(socket);
          ScriptedServer.say(socket, "+OK\r\n");
          answered.await();
          ScriptedServer.say(socket, "+");
        })) {
      NettyRedisConnection connection = dial(server);
      assertThat(onLoop(() -> connection.exchange(GREET, ENDPOINTS)).join()).isEqualTo(WELCOME);
      answered.countDown();
      assertThat(connection.lost().join().failure()).isEqualTo(ConnectionFailure.GARBLED);
      assertThat(failureOf(onLoop(() -> connection.exchange(GREET, ENDPOINTS))))
          .isEqualTo(ConnectionFailure.GARBLED);
    }
  }

  @Test
  void callsAnAnswerGarbledThatOurOwnCodeFailsAt() throws IOException {
    RuntimeException fault = new IllegalArgumentException("a test");
    try (ScriptedServer server = ScriptedServer.answering("+OK\r\n")) {
      NettyRedisConnection connection = dial(server);
      CompletableFuture<Heard> answer =
          onLoop(() ->
              connection.ask(
                  GREET.commands(),
                  GREET.limitBytes(),
                  replies -> {
                    throw fault;
                  },
                  (failure, replies) -> Optional.empty()));
      assertThat(failureOf(answer)).isEqualTo(ConnectionFailure.GARBLED);
      assertThat(connection.lost().join())
          .satisfies(loss -> assertThat(loss.isFault()).isTrue())
          .hasCause(fault);
    }
  }

  /** Asks, and asks again as soon as that is answered. */
  private CompletableFuture<Heard> secondAnswer(NettyRedisConnection connection) {
    return onLoop(() ->
        connection
            .exchange(GREET, ENDPOINTS)
            .thenCompose(first -> connection.exchange(GREET, ENDPOINTS)));
  }

  private static ConnectionFailure failureOf(CompletableFuture<?> answer) {
    return answer
        .handle((heard, failure) -> ConnectionLostException.of(failure).failure())
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private NettyRedisConnection dial(ScriptedServer server) {
    return dialling(server, CompletableFuture::completedFuture).join();
  }

  /** Dials, and does something with the connection before anything is read from it. */
  private <T> CompletableFuture<T> dialling(
      ScriptedServer server, Function<NettyRedisConnection, CompletableFuture<T>> action) {
    Duration limit = Duration.ofSeconds(20);
    return onLoop(() ->
        NettyRedisConnection.dial(loop, sockets, server.address(), limit).thenCompose(action));
  }

  private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> action) {
    return CompletableFuture.completedFuture(action).thenComposeAsync(Supplier::get, loop);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
