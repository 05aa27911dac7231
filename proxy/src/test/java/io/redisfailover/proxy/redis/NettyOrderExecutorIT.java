package io.redisfailover.proxy.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.RedisPair;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.realredis.process.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NettyOrderExecutorIT {
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private final Sockets sockets = Sockets.of(Transport.AUTO);
  private final MultiThreadIoEventLoopGroup group = sockets.eventLoops("test", 1);
  private final EventLoop loop = (EventLoop) group.next();
  private final MonotonicClock clock = new MonotonicClock();

  @SuppressWarnings("NullAway.Init")
  private RedisPair pair;

  @BeforeEach
  void startServers() throws IOException {
    pair = RedisPair.start();
  }

  @AfterEach
  void stopAll() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    pair.close();
  }

  @Tag("quick")
  @Test
  void promotesAndSaysWhatTheServerIsAfterwards() {
    OrderOutcome outcome = carryOut(Order.of(promote(runId(pair.backup()))), clock.instant());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            OrderOutcome.Done.class, done -> assertThat(done.after().isPrimary()).isTrue());
    assertThat(pair.backup().info("role")).isEqualTo("master");
  }

  @Test
  void sendsNothingToAServerThatRestartedInBetween() {
    OrderOutcome outcome = carryOut(Order.of(promote("another life")), clock.instant());
    assertThat(outcome).isEqualTo(new OrderOutcome.NotSent("Backup restarted meanwhile"));
    assertThat(pair.backup().info("role")).isEqualTo("slave");
  }

  @Test
  void sendsNothingOnADecisionThatIsOld() {
    Instant before = clock.instant().minus(Duration.ofSeconds(5));
    OrderOutcome outcome = carryOut(Order.of(promote(runId(pair.backup()))), before);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            OrderOutcome.NotSent.class,
            refused -> assertThat(refused.why()).contains("older than 200 ms"));
    assertThat(pair.backup().info("role")).isEqualTo("slave");
  }

  @Test
  void closesTheControllersConnectionsBeforeItActs() {
    pair.master().ask("REPLICAOF", LinkTarget.PARKING_HOST, "" + LinkTarget.PARKING_PORT);
    try (var controller = pair.master().client()) {
      controller.call("CLIENT", "SETNAME", ConnectionName.CONTROLLER.text());
      Order order = Order.lockedOut(promote(runId(pair.backup())), lockout());
      assertThat(carryOut(order, clock.instant())).isInstanceOf(OrderOutcome.Done.class);
      assertThatThrownBy(() -> controller.call("PING")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void sendsNothingWhenTheSealDoesNotHold() {
    Order order = Order.lockedOut(promote(runId(pair.backup())), lockout());
    assertThat(carryOut(order, clock.instant()))
        .isEqualTo(new OrderOutcome.NotSent("Master is a primary after its lockout"));
    assertThat(pair.backup().info("role")).isEqualTo("slave");
  }

  @Test
  void sendsNothingWhenTheServerIsGone() {
    Order order = Order.of(promote(runId(pair.backup())));
    pair.backup().kill();
    assertThat(carryOut(order, clock.instant())).isInstanceOf(OrderOutcome.NotSent.class);
  }

  /** A lockout waits for a server that does not answer, as one does that is being stopped. */
  @Test
  void endsAtOnceWhenItIsGivenUpWhileTheLockoutIsAwaited() {
    pair.master().ask("REPLICAOF", LinkTarget.PARKING_HOST, "" + LinkTarget.PARKING_PORT);
    Order order = Order.lockedOut(promote(runId(pair.backup())), lockout());
    pair.master().hang();
    CompletableFuture<NettyOrderExecutor> begun =
        CompletableFuture.supplyAsync(() -> begin(order, clock.instant()), loop);
    begun.thenAcceptAsync(execution -> execution.giveUp("a test"), loop).join();
    assertThat(begun.join().outcome().toCompletableFuture())
        .isCompletedWithValue(new OrderOutcome.NotSent("it has become needless: a test"));
    assertThat(pair.backup().info("role")).isEqualTo("slave");
  }

  private static Lockout lockout() {
    return new Lockout(Server.MASTER, Set.of(ConnectionName.CONTROLLER), Optional.empty());
  }

  private Command promote(String runId) {
    Command.Expected expected =
        new Command.Expected(
            runId, false, pair.backup().info("master_replid"), Optional.of(LinkTarget.PEER));
    return new Command.Promote(Server.BACKUP, 4, expected, 0, Obsolete.EPOCH, "a test");
  }

  private static String runId(RedisProcess server) {
    return server.info("run_id");
  }

  private OrderOutcome carryOut(Order order, Instant decidedAt) {
    return CompletableFuture.completedFuture(order)
        .thenComposeAsync(asked -> begin(asked, decidedAt).outcome(), loop)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private NettyOrderExecutor begin(Order order, Instant decidedAt) {
    ConnectionContext links =
        new ConnectionContext(
            sockets,
            new AddressBook(pair.endpoints(), supervisor),
            PairSecrets.withoutLogin(RedisPair.KEYS),
            clock,
            supervisor);
    return NettyOrderExecutor.begin(
        loop,
        links,
        order,
        decidedAt,
        supervisor.add("an order", Weight.MINOR, Duration.ofSeconds(1)));
  }
}
