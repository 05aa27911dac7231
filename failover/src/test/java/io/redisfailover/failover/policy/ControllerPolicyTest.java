package io.redisfailover.failover.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pair of servers that know no functions, after a proxy has promoted the standby. */
class ControllerPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String OLD_HISTORY = "a".repeat(40);
  private static final String NEW_HISTORY = "b".repeat(40);
  private static final Line OLD = new Line(7, Node.MASTER, OLD_HISTORY);
  private static final Line PROMOTED = new Line(10, Node.BACKUP, NEW_HISTORY);

  private final ControllerPolicy policy =
      new ControllerPolicy(
          new ControllerSettings(
              FailoverSettings.DEFAULT,
              new Endpoints(new Endpoint("127.0.0.1", 6001), new Endpoint("127.0.0.1", 6002)),
              Node.MASTER,
              false,
              Duration.ZERO));

  @Test
  void believesAProxyInANewerLineWhoseMasterCannotHoldAMarker() {
    ControllerState before = promotedByAProxy(NEW_HISTORY, false);
    assertThat(policy.decide(before, NOW).next().line()).contains(PROMOTED);
  }

  @Test
  void bringsTheOldServerBackInThatLine() {
    ControllerDecision decision =
        policy.decide(promotedByAProxy(NEW_HISTORY, false).seen(view(Node.MASTER, parked())), NOW);
    assertThat(decision.action())
        .isInstanceOf(ControllerDecision.Carry.class)
        .extracting(ControllerDecision.Action::why)
        .asString()
        .isEqualTo("Master becomes a replica of Backup, active in line 10 (Backup)");
    assertThat(decision.recordable()).contains(PROMOTED);
  }

  @Test
  void doesNotBelieveInALineWhoseMasterShowsAnotherHistory() {
    ControllerState before = promotedByAProxy("c".repeat(40), false);
    assertThat(policy.decide(before, NOW).next().line()).contains(OLD);
  }

  @Test
  void waitsForTheMarkerOfAServerThatCanHoldOne() {
    ControllerState before = promotedByAProxy(NEW_HISTORY, true);
    assertThat(policy.decide(before, NOW).next().line()).contains(OLD);
  }

  @Test
  void keepsTheHistoryOfTheSurvivorWhenAnAnswerIsChanged() {
    ControllerState asked =
        policy
            .starting(NOW.minusSeconds(10), false)
            .seen(view(Node.MASTER, server(new ServerState.Master(), OLD_HISTORY, true, 3)))
            .seen(view(Node.BACKUP, server(new ServerState.Master(), NEW_HISTORY, true, 3)));

    assertThat(asked.answered(Node.MASTER).discardable()).containsExactly(NEW_HISTORY);
    assertThat(asked.answered(Node.MASTER).answered(Node.BACKUP).discardable())
        .containsExactly(OLD_HISTORY);
  }

  private ControllerState promotedByAProxy(String history, boolean markable) {
    ControllerState starting = policy.starting(NOW.minusSeconds(10), false);
    return starting
        .with(starting.seen().adopt(OLD, Optional.empty(), NOW.minusSeconds(10)))
        .heard(PROMOTED)
        .seen(new View(Node.MASTER, NOW.minusMillis(100), NOW, new Answer.Refused()))
        .seen(view(Node.BACKUP, server(new ServerState.Master(), history, markable, 3)));
  }

  private static ServerState parked() {
    return server(
        new ServerState.Replica(LinkTarget.PARKING, false, false, -1), "d".repeat(40), false, 0);
  }

  private static View view(Node node, ServerState state) {
    return new View(node, NOW.minusMillis(10), NOW, new Answer.Answered(state));
  }

  private static ServerState server(
      ServerState.Role role, String history, boolean markable, long keys) {
    return new ServerState(
        "e".repeat(40),
        role,
        history,
        1000,
        Optional.empty(),
        -1,
        Markers.NONE,
        markable,
        keys,
        0,
        1,
        Optional.empty());
  }
}
