package io.redisfailover.controller.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
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
class OrderExecutionIT {
  private final MonotonicClock clock = new MonotonicClock();
  private RedisProcess master;
  private RedisProcess backup;
  private Endpoints endpoints;
  private OrderExecution execution;

  @BeforeEach
  void startMasterAndReplica() throws Exception {
    master = RedisProcess.start();
    backup = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
    endpoints = RedisProcess.endpoints(master, backup);
    execution = new OrderExecution(this::server, clock::instant);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> state(Node.BACKUP).isLinkedToPeer());
  }

  @AfterEach
  void stop() throws Exception {
    master.close();
    backup.close();
  }

  @Tag("quick")
  @Test
  void promotesTheStandbyAndLooksAgain() throws Exception {
    OrderOutcome result = execution.carryOut(promote(state(Node.BACKUP)), inTime());

    assertThat(result)
        .isInstanceOfSatisfying(
            OrderOutcome.Done.class, done -> assertThat(done.after().isMaster()).isTrue());
  }

  @Test
  void writesMarkersThatTheReplicaReceives() throws Exception {
    Command write =
        new Command.WriteMarkers(
            Node.MASTER,
            new Marker(7, Node.MASTER),
            Command.Expected.of(state(Node.MASTER)),
            "they are missing");

    assertThat(execution.carryOut(Order.of(write), inTime())).isInstanceOf(OrderOutcome.Done.class);

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(state(Node.BACKUP).marker()).contains(new Marker(7, Node.MASTER)));
  }

  @Test
  void sendsNothingToAServerThatIsNoLongerWhatItWas() throws Exception {
    Order promote = promote(state(Node.BACKUP));
    backup.restart();

    OrderOutcome result = execution.carryOut(promote, inTime());

    assertThat(result).isEqualTo(new OrderOutcome.NotSent("Backup: it restarted in between"));
    assertThat(state(Node.BACKUP).isMaster()).isFalse();
  }

  @Test
  void sendsNothingOnAnOldDecision() throws Exception {
    Instant longAgo = clock.instant().minusMillis(300);

    OrderOutcome result = execution.carryOut(promote(state(Node.BACKUP)), longAgo);

    assertThat(result)
        .isEqualTo(new OrderOutcome.NotSent("Backup: the decision is older than 200 ms"));
    assertThat(state(Node.BACKUP).isMaster()).isFalse();
  }

  @Test
  void closesTheOtherPartysConnectionsBeforeItActsAcrossASeal() throws Exception {
    park();
    ServerState parked = state(Node.MASTER);
    try (RedisConnection others =
        RedisProcess.server(Node.MASTER, endpoints, ConnectionName.PROXY).connect()) {
      assertThat(others.call("PING").text()).isEqualTo("PONG");
      Seal seal =
          new Seal(
              Node.MASTER, Set.of(ConnectionName.PROXY), Optional.of(Command.Expected.of(parked)));

      OrderOutcome result =
          execution.carryOut(Order.sealed(promote(state(Node.BACKUP)).command(), seal), inTime());

      assertThat(result).isInstanceOf(OrderOutcome.Done.class);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> others.call("PING"))
          .isInstanceOf(NoAnswerException.class);
    }
  }

  @Test
  void sendsNothingWhenTheSealDoesNotHold() throws Exception {
    Seal seal = new Seal(Node.MASTER, Set.of(ConnectionName.PROXY), Optional.empty());

    OrderOutcome result =
        execution.carryOut(Order.sealed(promote(state(Node.BACKUP)).command(), seal), inTime());

    assertThat(result).isEqualTo(new OrderOutcome.NotSent("Master is master after it was sealed"));
    assertThat(state(Node.BACKUP).isMaster()).isFalse();
  }

  @Test
  void sendsNothingWhenNobodyListens() throws Exception {
    Order promote = promote(state(Node.BACKUP));
    backup.kill();

    assertThat(execution.carryOut(promote, inTime()))
        .isEqualTo(new OrderOutcome.NotSent("Backup: connection refused"));
  }

  /** A moment that even a slow machine does not leave behind too far. */
  private Instant inTime() {
    return clock.instant().plusSeconds(60);
  }

  private void park() throws NoAnswerException {
    Command park =
        new Command.Park(Node.MASTER, Command.Expected.of(state(Node.MASTER)), "a switch");
    assertThat(execution.carryOut(Order.of(park), inTime())).isInstanceOf(OrderOutcome.Done.class);
    assertThat(state(Node.MASTER).linkTarget()).contains(LinkTarget.PARKING);
  }

  private static Order promote(ServerState standby) {
    return Order.of(
        new Command.Promote(
            Node.BACKUP, 4, Command.Expected.of(standby), 0, false, "Backup is promoted"));
  }

  private RedisServer server(Node node) {
    return RedisProcess.server(node, endpoints, ConnectionName.CONTROLLER);
  }

  private ServerState state(Node node) {
    try (ServerProbe probe = new ServerProbe(server(node), clock::instant)) {
      return Optional.of(probe.look()).flatMap(view -> view.state()).orElseThrow();
    }
  }
}
