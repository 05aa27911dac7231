package io.redisfailover.proxy.relay.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.proxy.config.BufferBudget;
import io.redisfailover.proxy.config.IdleLimits;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialAt;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.relay.SessionEnd;
import io.redisfailover.proxy.relay.SessionPhase;
import io.redisfailover.realredis.process.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"AUTO", "NIO"})
class PipelineRelayTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT_HOLD = Duration.ofMillis(200);

  @SuppressWarnings("NullAway.Init")
  @Parameter
  private Transport transport;

  private final RecordingObserver observer = new RecordingObserver();
  private final MonotonicClock clock = new MonotonicClock();
  private BufferBudget buffers = new BufferBudget(1 << 30);
  private final List<AutoCloseable> opened = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private LeakLog leaks;

  @SuppressWarnings("NullAway.Init")
  private Relay relay;

  @SuppressWarnings("NullAway.Init")
  private InetSocketAddress address;

  @SuppressWarnings("NullAway.Init")
  private ServerSocket serverSocket;

  @BeforeEach
  void listen() throws IOException {
    leaks = new LeakLog();
    serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    serverSocket.setSoTimeout((int) LONG.toMillis());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    relay.stop(Duration.ZERO);
    serverSocket.close();
    leaks.close();
  }

  /** Then each session keeps the least only, and reads by as little. */
  @Test
  void relaysEverythingWhenNoBuffersAreLeft() throws Exception {
    buffers = new BufferBudget(0);
    start(Limits.DEFAULT);
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();
    byte[] sent = new byte[8 << 20];
    new Random(1).nextBytes(sent);

    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                backend.getOutputStream().write(sent);
              } catch (IOException lost) {
                throw new UncheckedIOException(lost);
              }
            });
    assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
    writer.join();
    write(client, "thanks");
    assertThat(read(backend, 6)).isEqualTo("thanks");
  }

  /** The reply waits in the server's socket while the process stands still. */
  @Test
  void passesNothingOnAfterAStandstillUntilItIsOpenedAnew() throws Exception {
    CompletableFuture<Void> told = new CompletableFuture<>();
    start(Limits.DEFAULT);
    relay.whenStoodStill(() -> told.complete(null));
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();
    write(client, "PING");
    assertThat(read(backend, 4)).isEqualTo("PING");
    assertThat(relay.wokenAt()).isEmpty();

    standStillWhile(() -> write(backend, "PONG"));

    done(told);
    assertThat(relay.wokenAt()).isPresent();
    client.setSoTimeout(100);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout((int) LONG.toMillis());
    done(open(toServer(1)));
    assertThat(read(client, 4)).isEqualTo("PONG");
  }

  /** The process may be stopped between a decision and the order that follows from it. */
  @Test
  void anOpenThatWasDecidedBeforeTheStandstillOpensNothing() throws Exception {
    CompletableFuture<Void> told = new CompletableFuture<>();
    start(Limits.DEFAULT);
    relay.whenStoodStill(() -> told.complete(null));
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();
    write(client, "PING");
    assertThat(read(backend, 4)).isEqualTo("PING");
    Instant decided = clock.instant();
    standStillWhile(() -> write(backend, "PONG"));
    done(told);

    done(relay.open(toServer(1), decided));
    client.setSoTimeout(100);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  /** A switchover that is announced in the moment of the waking. */
  @Test
  void aQuiesceAfterAStandstillIsRefusedAndPassesNothingOn() throws Exception {
    CompletableFuture<Void> told = new CompletableFuture<>();
    start(Limits.DEFAULT);
    relay.whenStoodStill(() -> told.complete(null));
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();
    write(client, "PING");
    assertThat(read(backend, 4)).isEqualTo("PING");
    standStillWhile(() -> write(backend, "PONG"));
    done(told);

    assertThat(done(relay.quiesce(Duration.ofMillis(100)))).isFalse();
    done(relay.hold(Relay.Existing.MOVING));
    client.setSoTimeout(100);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  /** Keeps the loop of the only session busy for longer than goes unnoticed. */
  private void standStillWhile(Step step) throws IOException {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletionStage<Void> ended =
        relay.closeSessions(
            target -> {
              begun.complete(null);
              LockSupport.parkNanos(Lull.NOTICED.toNanos() + 100_000_000L);
              return false;
            },
            CloseReason.KILLED);
    done(begun);
    step.take();
    done(ended);
  }

  private interface Step {
    void take() throws IOException;
  }

  @Test
  void relaysBytesBothWaysAndCountsThem() throws IOException {
    start(Limits.DEFAULT);
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();

    write(client, "PING");
    assertThat(read(backend, 4)).isEqualTo("PING");
    write(backend, "PONG!");
    assertThat(read(client, 5)).isEqualTo("PONG!");
    client.close();
    assertThat(backend.getInputStream().read()).isEqualTo(-1);
    backend.close();

    SessionEnd end = awaitEnd();
    assertThat(end.bytesIn()).isEqualTo(4);
    assertThat(end.bytesOut()).isEqualTo(5);
    assertThat(end.reason()).isEqualTo(CloseReason.COMPLETED);
    assertThat(end.phase()).isEqualTo(SessionPhase.OVER);
    assertThat(end.server()).isEqualTo(Optional.of(Server.MASTER));
  }

  @Test
  void passesTheClientsHalfCloseOnAndStillDeliversTheReply() throws IOException {
    start(Limits.DEFAULT);
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();

    write(client, "last words");
    client.shutdownOutput();
    assertThat(new String(backend.getInputStream().readAllBytes(), UTF_8)).isEqualTo("last words");
    write(backend, "reply");
    backend.close();
    assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("reply");
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.COMPLETED);
  }

  @Test
  void passesTheServersHalfCloseOnAndStillTakesBytesOfTheClient() throws IOException {
    start(Limits.DEFAULT);
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();

    write(backend, "bye");
    backend.shutdownOutput();
    assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("bye");
    write(client, "late");
    assertThat(read(backend, 4)).isEqualTo("late");
  }

  @Test
  void deliversWhatAClientSaidBeforeItsHalfCloseWhileItWasHeld() throws IOException {
    start(Limits.DEFAULT);
    Socket client = connect();
    write(client, "early");
    client.shutdownOutput();
    awaitEvent("hold started");
    done(open(toServer(1)));
    assertThat(new String(accept().getInputStream().readAllBytes(), UTF_8)).isEqualTo("early");
  }

  @Test
  void readsAServerNoFasterThanItsClientTakesTheBytes() throws Exception {
    start(Limits.DEFAULT);
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();
    int size = 64 << 20;
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(() -> {
          try {
            backend.getOutputStream().write(new byte[size]);
            backend.shutdownOutput();
          } catch (IOException broken) {
            throw new IllegalStateException(broken);
          }
        });

    awaitStandstill(observer.out);
    assertThat(observer.out.get()).isBetween(1L, (long) size / 2);
    InputStream in = client.getInputStream();
    long received = 0;
    byte[] chunk = new byte[1 << 16];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      received += count;
    }
    assertThat(received).isEqualTo(size);
    sender.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void closesTheClientWhenTheServerResetsTheConnection() throws IOException {
    start(Limits.DEFAULT);
    Socket client = connect();
    done(open(toServer(1)));
    Socket backend = accept();
    write(client, "PING");
    assertThat(read(backend, 4)).isEqualTo("PING");
    backend.setSoLinger(true, 0);
    backend.close();
    assertThat(isClosed(client)).isTrue();
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.SERVER_ABORTED);
  }

  @Test
  void holdsClientsWhileThereIsNoRouteAndDialsThemWhenThereIsOne() throws IOException {
    start(Limits.DEFAULT);
    Socket client = connect();
    write(client, "waiting");
    awaitEvent("hold started");
    assertThat(observer.events).doesNotContain("dialling Master");
    assertThat(relay.held()).isEqualTo(1);
    done(open(toServer(1)));
    assertThat(read(accept(), 7)).isEqualTo("waiting");
    assertThat(relay.held()).isZero();
  }

  @Test
  void closesAHeldClientWhenItsTimeIsOver() throws IOException {
    start(Limits.DEFAULT.withTimeouts(SHORT_HOLD, LONG, Duration.ZERO));
    Socket client = connect();
    assertThat(isClosed(client)).isTrue();
    SessionEnd end = awaitEnd();
    assertThat(end.reason()).isEqualTo(CloseReason.HOLD_EXPIRED);
    assertThat(end.phase()).isEqualTo(SessionPhase.QUEUE);
    assertThat(relay.held()).isZero();
  }

  @Test
  void freesWhatAHeldClientHadSaid() throws IOException {
    start(Limits.DEFAULT.withTimeouts(SHORT_HOLD, LONG, Duration.ZERO));
    for (int i = 0; i < 20; i++) {
      Socket client = connect();
      write(client, "never forwarded");
      client.shutdownOutput();
    }
    await().atMost(LONG).until(() -> observer.ends.size() == 20);
  }

  @Test
  void closesAClientAtOnceWhenTooManyAreHeld() throws IOException {
    start(Limits.DEFAULT.withConnections(10, 1));
    connect();
    awaitEvent("hold started");
    assertThat(isClosed(connect())).isTrue();
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.LIMIT);
    assertThat(relay.held()).isEqualTo(1);
  }

  @Test
  void closesAClientAtOnceWhenThereAreTooMany() throws IOException {
    start(Limits.DEFAULT.withConnections(1, 1));
    connect();
    awaitEvent("opened");
    assertThat(isClosed(connect())).isTrue();
    assertThat(observer.events).contains("rejected");
    assertThat(relay.sessions()).isEqualTo(1);
  }

  @Test
  void dialsTheServerOfTheMomentWhenTheFirstOneRefuses() throws IOException {
    start(Limits.DEFAULT.withTimeouts(LONG, LONG, Duration.ZERO));
    done(open(new DialTarget(1, Server.MASTER, closedPort())));
    Socket client = connect();
    write(client, "hello");
    awaitEvent("dial failed Master");
    done(open(new DialTarget(2, Server.BACKUP, serverAddress())));
    assertThat(read(accept(), 5)).isEqualTo("hello");
    assertThat(observer.events).contains("redispatched", "connected Backup");
  }

  @Test
  void givesUpWhenNoDialSucceedsInTime() throws IOException {
    start(Limits.DEFAULT.withTimeouts(LONG, SHORT_HOLD, Duration.ZERO));
    done(open(new DialTarget(1, Server.MASTER, closedPort())));
    assertThat(isClosed(connect())).isTrue();
    SessionEnd end = awaitEnd();
    assertThat(end.reason()).isEqualTo(CloseReason.NO_SERVER);
    assertThat(end.phase()).isEqualTo(SessionPhase.CONNECT);
    assertThat(end.retries()).isPositive();
  }

  @Test
  void closesASessionWhoseClientIsIdle() throws IOException {
    start(Limits.DEFAULT.withIdle(idle(SHORT_HOLD, null, null, null)));
    Socket client = connect();
    done(open(toServer(1)));
    accept();
    assertThat(isClosed(client)).isTrue();
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.CLIENT_IDLE);
  }

  @Test
  void closesASessionWhoseServerIsIdle() throws IOException {
    start(Limits.DEFAULT.withIdle(idle(null, SHORT_HOLD, null, null)));
    Socket client = connect();
    done(open(toServer(1)));
    accept();
    assertThat(isClosed(client)).isTrue();
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.SERVER_IDLE);
  }

  @Test
  void waitsForAClientAsLongAsClientFinSaysOnceItsServerHasEnded() throws IOException {
    start(Limits.DEFAULT.withIdle(idle(LONG, Duration.ofMillis(20), SHORT_HOLD, null)));
    Socket client = connect();
    done(open(toServer(1)));
    accept().shutdownOutput();
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    SessionEnd end = awaitEnd();
    assertThat(end.reason()).isEqualTo(CloseReason.CLIENT_IDLE);
    assertThat(end.phase()).isEqualTo(SessionPhase.LAST);
  }

  @Test
  void waitsForAServerAsLongAsServerFinSaysOnceItsClientHasEnded() throws IOException {
    start(Limits.DEFAULT.withIdle(idle(LONG, null, null, SHORT_HOLD)));
    Socket client = connect();
    done(open(toServer(1)));
    write(client, "1");
    Socket backend = accept();
    assertThat(read(backend, 1)).isEqualTo("1");
    client.shutdownOutput();
    assertThat(backend.getInputStream().read()).isEqualTo(-1);
    SessionEnd end = awaitEnd();
    assertThat(end.reason()).isEqualTo(CloseReason.SERVER_IDLE);
    assertThat(end.phase()).isEqualTo(SessionPhase.LAST);
  }

  @Test
  void movesNoByteOfAFrozenSessionUntilTheRouteOpensAgain() throws IOException {
    start(Limits.DEFAULT);
    Socket client = connect();
    DialTarget target = toServer(1);
    done(open(target));
    Socket backend = accept();
    write(client, "a");
    assertThat(read(backend, 1)).isEqualTo("a");

    done(relay.hold(Relay.Existing.FROZEN));
    write(client, "b");
    write(backend, "c");
    assertThat(staysSilent(backend)).isTrue();
    assertThat(staysSilent(client)).isTrue();
    done(open(target));
    assertThat(read(backend, 1)).isEqualTo("b");
    assertThat(read(client, 1)).isEqualTo("c");
  }

  @Test
  void closesOnlyTheSessionsOfTheOldServerAndBeforeTheFirstDialOfTheNewOne() throws IOException {
    start(Limits.DEFAULT);
    done(open(toServer(1)));
    Socket old = connect();
    Socket oldBackend = accept();
    awaitEvent("connected Master");
    done(relay.hold(Relay.Existing.FROZEN));
    Socket waiting = connect();
    await().atMost(LONG).until(() -> relay.held() == 1);
    done(relay.closeSessions(target -> target.generation() < 2, CloseReason.SERVER_LOST));
    assertThat(isClosed(oldBackend)).isTrue();
    assertThat(isClosed(old)).isTrue();
    assertThat(observer.events).containsOnlyOnce("dialling Master");
    done(open(new DialTarget(2, Server.BACKUP, serverAddress())));
    write(waiting, "new");
    assertThat(read(accept(), 3)).isEqualTo("new");
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.SERVER_LOST);
  }

  @Test
  void comesToRestWhenTheReplyUnderWayHasPassed() throws IOException {
    start(Limits.DEFAULT);
    DialTarget target = toServer(1);
    done(open(target));
    Socket client = connect();
    Socket backend = accept();
    write(client, "ask");
    assertThat(read(backend, 3)).isEqualTo("ask");
    write(backend, "answer");
    assertThat(done(relay.quiesce(LONG))).isTrue();
    assertThat(read(client, 6)).isEqualTo("answer");
    write(client, "unread");
    assertThat(staysSilent(backend)).isTrue();
    done(open(target));
    assertThat(read(backend, 6)).isEqualTo("unread");
  }

  @Test
  void comesNotToRestWhileTheServerTakesNoBytesAndIsFrozenAllTheSame() throws IOException {
    start(Limits.DEFAULT);
    DialTarget target = toServer(1);
    done(open(target));
    Socket client = connect();
    Socket backend = accept();
    CompletableFuture<Void> sender = flood(client);
    awaitStandstill(observer.in);
    assertThat(done(relay.quiesce(Duration.ofMillis(150)))).isFalse();
    write(backend, "late");
    assertThat(staysSilent(client)).isTrue();
    done(open(target));
    assertThat(read(client, 4)).isEqualTo("late");
    client.close();
    sender.join();
  }

  @Test
  void comesToRestBesideAClientThatDoesNotTakeItsReplies() throws IOException {
    start(Limits.DEFAULT);
    DialTarget target = toServer(1);
    done(open(target));
    Socket client = connect();
    Socket backend = accept();
    write(client, "ask");
    CompletableFuture<Void> sender = flood(backend);
    awaitStandstill(observer.out);
    assertThat(done(relay.quiesce(LONG.multipliedBy(3)))).isTrue();
    done(open(target));
    client.close();
    sender.join();
  }

  @Test
  void refusesNoSwitchoverForAClientThatHasJustStoppedTakingItsReplies() throws IOException {
    start(Limits.DEFAULT);
    DialTarget target = toServer(1);
    done(open(target));
    Socket client = connect();
    Socket backend = accept();
    CompletableFuture<Void> sender = flood(backend);
    await().atMost(LONG).until(() -> observer.out.get() > 0);
    assertThat(done(relay.quiesce(Duration.ofNanos(1)))).isTrue();
    done(open(target));
    client.close();
    sender.join();
  }

  @Test
  void stopsOnlyWhenTheLastSessionHasEnded() throws Exception {
    start(Limits.DEFAULT);
    done(open(toServer(1)));
    Socket client = connect();
    Socket backend = accept();
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> relay.stop(LONG));
    await().atMost(LONG).untilAsserted(this::refusesClients);
    write(client, "still");
    assertThat(read(backend, 5)).isEqualTo("still");
    assertThat(stopped).isNotDone();
    client.close();
    backend.close();
    stopped.get(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.COMPLETED);
  }

  @Test
  void dialsNoServerForAClientThatSaysNothing() throws IOException {
    start(Limits.DEFAULT, DialAt.FIRST_BYTE);
    done(open(toServer(1)));
    Socket silent = connect();
    awaitEvent("opened");
    Socket talking = connect();
    write(talking, "PING");
    Socket backend = accept();
    assertThat(read(backend, 4)).isEqualTo("PING");
    write(backend, "PONG!");
    assertThat(read(talking, 5)).isEqualTo("PONG!");
    assertThat(relay.sessions()).isEqualTo(2);
    assertThat(relay.serverConnections()).isEqualTo(1);
    assertThat(observer.events).containsOnlyOnce("dialling Master");
    write(silent, "late");
    assertThat(read(accept(), 4)).isEqualTo("late");
  }

  @Test
  void keepsASilentClientThroughARoleChangeAndDialsTheNewServerForIt() throws IOException {
    start(Limits.DEFAULT, DialAt.FIRST_BYTE);
    done(open(new DialTarget(1, Server.MASTER, closedPort())));
    Socket silent = connect();
    awaitEvent("opened");
    done(relay.hold(Relay.Existing.FROZEN));
    done(relay.closeSessions(target -> true, CloseReason.SERVER_LOST));
    assertThat(relay.held()).isZero();
    done(open(new DialTarget(2, Server.BACKUP, serverAddress())));
    write(silent, "to the new one");
    assertThat(read(accept(), 14)).isEqualTo("to the new one");
    assertThat(observer.events).contains("connected Backup").doesNotContain("dialling Master");
  }

  @Test
  void holdsAClientThatSaysItsFirstWordWhileThereIsNoRoute() throws IOException {
    start(Limits.DEFAULT, DialAt.FIRST_BYTE);
    Socket client = connect();
    awaitEvent("opened");
    assertThat(relay.held()).isZero();
    write(client, "waiting");
    await().atMost(LONG).until(() -> relay.held() == 1);
    write(client, " longer");
    done(open(toServer(1)));
    assertThat(read(accept(), 14)).isEqualTo("waiting longer");
    assertThat(relay.held()).isZero();
  }

  @Test
  void countsTheWaitOfAClientFromItsFirstByte() throws IOException {
    start(Limits.DEFAULT, DialAt.FIRST_BYTE);
    done(open(toServer(1)));
    Socket client = connect();
    awaitEvent("opened");
    assertThat(staysSilent(client)).isTrue();
    write(client, "x");
    Socket backend = accept();
    assertThat(read(backend, 1)).isEqualTo("x");
    client.close();
    backend.close();
    SessionEnd end = awaitEnd();
    assertThat(end.times().total()).isGreaterThan(Duration.ofMillis(90));
    assertThat(end.times().held().orElseThrow()).isLessThan(Duration.ofMillis(90));
    assertThat(end.bytesIn()).isEqualTo(1);
  }

  @Test
  void endsASilentSessionWhenItsClientLeavesOrIsIdle() throws IOException {
    start(Limits.DEFAULT.withIdle(idle(SHORT_HOLD, null, null, null)), DialAt.FIRST_BYTE);
    Socket idle = connect();
    assertThat(isClosed(idle)).isTrue();
    connect().close();
    await().atMost(LONG).until(() -> observer.ends.size() == 2);
    assertThat(observer.ends)
        .extracting(SessionEnd::reason)
        .containsExactlyInAnyOrder(CloseReason.CLIENT_IDLE, CloseReason.CLIENT_ABORTED);
    assertThat(observer.ends).extracting(SessionEnd::phase).containsOnly(SessionPhase.REQUEST);
    assertThat(observer.ends).extracting(SessionEnd::server).containsOnly(Optional.empty());
  }

  @Test
  void deliversTheOnlyWordsOfAClientThatSaidThemAndHalfClosed() throws IOException {
    start(Limits.DEFAULT, DialAt.FIRST_BYTE);
    done(open(toServer(1)));
    Socket client = connect();
    write(client, "all");
    client.shutdownOutput();
    Socket backend = accept();
    assertThat(new String(backend.getInputStream().readAllBytes(), UTF_8)).isEqualTo("all");
    write(backend, "reply");
    backend.close();
    assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("reply");
  }

  @Test
  void letsClientsWaitInTheirOrderForAFreeConnectionOfTheServer() throws IOException {
    start(Limits.DEFAULT, DialAt.FIRST_BYTE);
    relay.limitServerConnections(1);
    done(open(toServer(1)));
    Socket first = connect();
    write(first, "1");
    Socket backend = accept();
    assertThat(read(backend, 1)).isEqualTo("1");
    Socket second = connect();
    write(second, "2");
    await().atMost(LONG).until(() -> relay.waitingForServer() == 1);
    assertThat(relay.held()).isEqualTo(1);
    assertThat(observer.events).containsOnlyOnce("dialling Master");
    first.close();
    backend.close();
    assertThat(read(accept(), 1)).isEqualTo("2");
    assertThat(relay.waitingForServer()).isZero();
    assertThat(relay.held()).isZero();
    assertThat(relay.serverConnections()).isEqualTo(1);
  }

  /** The router goes on for a moment when the byte path has ended. */
  @Test
  void takesOrdersThatChangeNothingWhenItHasStopped() throws IOException {
    start(Limits.DEFAULT);
    relay.stop(Duration.ZERO);
    done(relay.hold(Relay.Existing.MOVING));
    done(open(toServer(1)));
    done(relay.closeSessions(target -> true, CloseReason.KILLED));
    assertThat(done(relay.quiesce(SHORT_HOLD))).isTrue();
  }

  @Test
  void usesNoMoreConnectionsOfAServerThanAllowedHoweverManyItTakes() throws IOException {
    start(Limits.DEFAULT.withMaxServerConnections(1), DialAt.FIRST_BYTE);
    relay.limitServerConnections(100);
    done(open(toServer(1)));
    Socket first = connect();
    write(first, "1");
    Socket backend = accept();
    assertThat(read(backend, 1)).isEqualTo("1");
    Socket second = connect();
    write(second, "2");
    await().atMost(LONG).until(() -> relay.waitingForServer() == 1);
    SessionControl control = ((PipelineRelay) relay).sessionControl();
    assertThat(control.serverConnectionLimit()).isEqualTo(1);
    control.limitServerConnections(0);
    assertThat(read(accept(), 1)).isEqualTo("2");
  }

  /** In RouteOnly sessions may stay with a server that clients are no longer routed to. */
  @Test
  void countsTheConnectionsOfEachServerByItself() throws IOException {
    start(Limits.DEFAULT.withMaxServerConnections(1), DialAt.FIRST_BYTE);
    done(open(toServer(1)));
    Socket first = connect();
    write(first, "1");
    assertThat(read(accept(), 1)).isEqualTo("1");
    DialTarget master = toServer(2);
    done(open(new DialTarget(2, master.server().other(), master.address())));
    Socket second = connect();
    write(second, "2");
    assertThat(read(accept(), 1)).isEqualTo("2");
    assertThat(relay.serverConnections()).isEqualTo(2);
  }

  @Test
  void freesTheConnectionsOfAllSessionsThatEnd() throws IOException {
    start(
        Limits.DEFAULT.withTimeouts(Duration.ofMillis(400), LONG, Duration.ZERO),
        DialAt.FIRST_BYTE);
    relay.limitServerConnections(1);
    done(open(toServer(1)));
    Socket first = connect();
    write(first, "1");
    Socket backend = accept();
    Socket second = connect();
    write(second, "2");
    assertThat(isClosed(second)).isTrue();
    assertThat(awaitEnd().reason()).isEqualTo(CloseReason.HOLD_EXPIRED);
    assertThat(relay.waitingForServer()).isZero();
    first.close();
    backend.close();
    await().atMost(LONG).until(() -> relay.sessions() == 0);
    assertThat(relay.serverConnections()).isZero();
  }

  @Test
  void takesNoMoreClientsOfOneAddressThanAllowed() throws IOException {
    start(Limits.DEFAULT.withMaxPerSource(1), DialAt.FIRST_BYTE);
    Socket first = connect();
    awaitEvent("opened");
    assertThat(isClosed(connect())).isTrue();
    assertThat(observer.events).contains("rejected");
    first.close();
    await().atMost(LONG).until(() -> relay.sessions() == 0);
    connect();
    await().atMost(LONG).until(() -> relay.sessions() == 1);
  }

  private void start(Limits limits) throws IOException {
    start(limits, DialAt.ACCEPT);
  }

  private void start(Limits limits, DialAt dialAt) throws IOException {
    Listen listen =
        new Listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2, transport);
    relay =
        new PipelineRelay(
            listen,
            limits,
            buffers,
            observer,
            clock,
            dialAt,
            new Supervisor((sentence, defect) -> {}));
    address = relay.start();
  }

  private DialTarget toServer(long generation) {
    return new DialTarget(generation, Server.MASTER, serverAddress());
  }

  private InetSocketAddress serverAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), serverSocket.getLocalPort());
  }

  private static InetSocketAddress closedPort() throws IOException {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find());
  }

  /** Sends more than all buffers take, until the connection is closed. */
  private static CompletableFuture<Void> flood(Socket from) {
    return CompletableFuture.runAsync(() -> {
      try {
        from.getOutputStream().write(new byte[64 << 20]);
      } catch (IOException closedAtTheEnd) {
        assertThat(closedAtTheEnd).isInstanceOf(SocketException.class);
      }
    });
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    opened.add(socket);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) LONG.toMillis());
    return socket;
  }

  private Socket accept() throws IOException {
    Socket socket = serverSocket.accept();
    opened.add(socket);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) LONG.toMillis());
    return socket;
  }

  private void refusesClients() {
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(IOException.class);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), UTF_8);
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static boolean staysSilent(Socket socket) throws IOException {
    socket.setSoTimeout(100);
    try {
      return socket.getInputStream().read() < -1;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout((int) LONG.toMillis());
    }
  }

  private void awaitEvent(String event) {
    await().atMost(LONG).untilAsserted(() -> assertThat(observer.events).contains(event));
  }

  private SessionEnd awaitEnd() {
    await().atMost(LONG).until(() -> !observer.ends.isEmpty());
    return observer.ends.getFirst();
  }

  /** Waits until the relay has read some bytes, and then no more for a while. */
  private static void awaitStandstill(AtomicLong bytes) {
    await()
        .atMost(LONG)
        .during(Duration.ofMillis(300))
        .pollInterval(Duration.ofMillis(50))
        .until(new Standstill(bytes));
  }

  private static final class Standstill implements Callable<Boolean> {
    private final AtomicLong bytes;
    private long last = -1;

    Standstill(AtomicLong bytes) {
      this.bytes = bytes;
    }

    @Override
    public Boolean call() {
      long now = bytes.get();
      boolean still = now == last && now > 0;
      last = now;
      return still;
    }
  }

  private static IdleLimits idle(
      @Nullable Duration client,
      @Nullable Duration server,
      @Nullable Duration clientFin,
      @Nullable Duration serverFin) {
    return new IdleLimits(
        Optional.ofNullable(client),
        Optional.ofNullable(server),
        Optional.ofNullable(clientFin),
        Optional.ofNullable(serverFin));
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private CompletionStage<Void> open(DialTarget target) {
    return relay.open(target, clock.instant());
  }
}
