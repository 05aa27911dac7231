package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.realredis.process.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JedisOrderExecutorIT {
  private final MonotonicClock clock = new MonotonicClock();
  private RedisProcess master;
  private RedisProcess backup;
  private Endpoints endpoints;
  private JedisOrderExecutor execution;

  @BeforeEach
  void startMasterAndReplica() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
    endpoints = TestAccess.endpoints(master, backup);
    execution = new JedisOrderExecutor(this::server, clock::instant);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> state(Server.BACKUP).isLinkedToPeer());
  }

  @AfterEach
  void stop() throws Exception {
    master.close();
    backup.close();
  }

  @Tag("quick")
  @Test
  void promotesTheStandbyAndLooksAgain() throws Exception {
    OrderOutcome result = execution.carryOut(promote(state(Server.BACKUP)), inTime());

    assertThat(result)
        .isInstanceOfSatisfying(
            OrderOutcome.Done.class, done -> assertThat(done.after().isPrimary()).isTrue());
  }

  @Test
  void writesMarkersThatTheReplicaReceives() throws Exception {
    Command write =
        new Command.WriteMarkers(
            Server.MASTER,
            new Marker(7, Server.MASTER),
            Command.Expected.of(state(Server.MASTER)),
            "they are missing");

    assertThat(execution.carryOut(Order.of(write), inTime())).isInstanceOf(OrderOutcome.Done.class);

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(state(Server.BACKUP).marker()).contains(new Marker(7, Server.MASTER)));
  }

  @Test
  void sendsNothingToAServerThatIsNoLongerWhatItWas() throws Exception {
    Order promote = promote(state(Server.BACKUP));
    backup.restart();

    OrderOutcome result = execution.carryOut(promote, inTime());

    assertThat(result).isEqualTo(new OrderOutcome.NotSent("Backup restarted meanwhile"));
    assertThat(state(Server.BACKUP).isPrimary()).isFalse();
  }

  @Test
  void sendsNothingOnAnOldDecision() throws Exception {
    Instant longAgo = clock.instant().minusMillis(300);

    OrderOutcome result = execution.carryOut(promote(state(Server.BACKUP)), longAgo);

    assertThat(result).isEqualTo(new OrderOutcome.NotSent("the decision is older than 200 ms"));
    assertThat(state(Server.BACKUP).isPrimary()).isFalse();
  }

  @Test
  void closesTheOtherPartysConnectionsBeforeItActsAcrossASeal() throws Exception {
    park();
    ServerState parked = state(Server.MASTER);
    try (JedisRedisConnection others =
        TestAccess.server(Server.MASTER, endpoints, ConnectionName.PROXY).connect()) {
      assertThat(others.call("PING").text()).isEqualTo("PONG");
      Lockout lockout =
          new Lockout(
              Server.MASTER,
              Set.of(ConnectionName.PROXY),
              Optional.of(Command.Expected.of(parked)));

      OrderOutcome result =
          execution.carryOut(
              Order.lockedOut(promote(state(Server.BACKUP)).command(), lockout), inTime());

      assertThat(result).isInstanceOf(OrderOutcome.Done.class);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> others.call("PING"))
          .isInstanceOf(NoAnswerException.class);
    }
  }

  @Test
  void sendsNothingWhenTheSealDoesNotHold() throws Exception {
    Lockout lockout = new Lockout(Server.MASTER, Set.of(ConnectionName.PROXY), Optional.empty());

    OrderOutcome result =
        execution.carryOut(
            Order.lockedOut(promote(state(Server.BACKUP)).command(), lockout), inTime());

    assertThat(result).isEqualTo(new OrderOutcome.NotSent("Master is a primary after its lockout"));
    assertThat(state(Server.BACKUP).isPrimary()).isFalse();
  }

  @Test
  void sendsNothingWhenNobodyListens() throws Exception {
    Order promote = promote(state(Server.BACKUP));
    backup.kill();

    assertThat(execution.carryOut(promote, inTime()))
        .isEqualTo(new OrderOutcome.NotSent("Backup is unreachable (connection refused)"));
  }

  /** A moment that even a slow machine does not leave behind too far. */
  private Instant inTime() {
    return clock.instant().plusSeconds(60);
  }

  private void park() throws NoAnswerException {
    Command park =
        new Command.Park(Server.MASTER, Command.Expected.of(state(Server.MASTER)), "a switch");
    assertThat(execution.carryOut(Order.of(park), inTime())).isInstanceOf(OrderOutcome.Done.class);
    assertThat(state(Server.MASTER).linkTarget()).contains(LinkTarget.PARKING);
  }

  private static Order promote(ServerState standby) {
    return Order.of(
        new Command.Promote(
            Server.BACKUP,
            4,
            Command.Expected.of(standby),
            0,
            Obsolete.EPOCH_AND_NEXT,
            "Backup is promoted"));
  }

  private ServerAccess server(Server server) {
    return TestAccess.server(server, endpoints, ConnectionName.CONTROLLER);
  }

  private ServerState state(Server server) {
    try (BlockingProber probe = new BlockingProber(server(server), clock::instant)) {
      return Optional.of(probe.probe()).flatMap(view -> view.state()).orElseThrow();
    }
  }
}
