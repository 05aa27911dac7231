package io.redisfailover.failover.policy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pair of servers that know no functions, after a proxy has promoted the standby. */
class ControllerPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String OLD_HISTORY = "a".repeat(40);
  private static final String NEW_HISTORY = "b".repeat(40);
  private static final Epoch OLD = new Epoch(7, Server.MASTER, OLD_HISTORY);
  private static final Epoch PROMOTED = new Epoch(10, Server.BACKUP, NEW_HISTORY);

  private final ControllerPolicy policy =
      new ControllerPolicy(
          new ControllerSettings(
              FailoverSettings.DEFAULT,
              new Endpoints(new Endpoint("127.0.0.1", 6001), new Endpoint("127.0.0.1", 6002)),
              Server.MASTER,
              false,
              Duration.ZERO));

  @Test
  void believesAProxyInANewerEpochWhoseServerCannotHoldAMarker() {
    ControllerState before = promotedByAProxy(NEW_HISTORY, false);
    assertThat(policy.decide(before, NOW).next().epoch()).contains(PROMOTED);
  }

  @Test
  void bringsTheOldServerBackInThatEpoch() {
    ControllerDecision decision =
        policy.decide(
            promotedByAProxy(NEW_HISTORY, false).seen(result(Server.MASTER, parked())), NOW);
    assertThat(decision.action())
        .isInstanceOf(ControllerDecision.Execute.class)
        .extracting(ControllerDecision.Action::why)
        .asString()
        .isEqualTo("Master rejoins as a replica of Backup");
    assertThat(decision.recordable()).contains(PROMOTED);
  }

  @Test
  void doesNotBelieveInAnEpochWhoseServerShowsAnotherHistory() {
    ControllerState before = promotedByAProxy("c".repeat(40), false);
    assertThat(policy.decide(before, NOW).next().epoch()).contains(OLD);
  }

  @Test
  void believesInAnEpochWhoseServerShowsItsHistoryWhateverBecameOfItsMarkers() {
    ControllerState before = promotedByAProxy(NEW_HISTORY, true);
    assertThat(policy.decide(before, NOW).next().epoch()).contains(PROMOTED);
  }

  @Test
  void keepsTheHistoryOfTheSurvivorWhenAnAnswerIsChanged() {
    ControllerState asked =
        policy
            .starting(NOW.minusSeconds(10), false)
            .seen(result(Server.MASTER, server(new ServerState.Primary(), OLD_HISTORY, true, 3)))
            .seen(result(Server.BACKUP, server(new ServerState.Primary(), NEW_HISTORY, true, 3)));

    assertThat(asked.decided(Server.MASTER).discardable()).containsExactly(NEW_HISTORY);
    assertThat(asked.decided(Server.MASTER).decided(Server.BACKUP).discardable())
        .containsExactly(OLD_HISTORY);
  }

  @Test
  void parksAReplicaOfAForeignServerAlsoWhenTheOtherServerCannotBeAsked() {
    ServerState strayed =
        server(
            new ServerState.Replica(
                LinkTarget.FOREIGN, true, false, 0, Optional.of(new Endpoint("172.18.0.9", 7009))),
            OLD_HISTORY,
            true,
            3);
    for (ProbeAnswer other :
        new ProbeAnswer[] {
          new ProbeAnswer.Silent("no answer"),
          new ProbeAnswer.Answered(server(new ServerState.Primary(), NEW_HISTORY, true, 3))
        }) {
      ControllerState state =
          policy
              .starting(NOW.minusSeconds(10), false)
              .seen(new ProbeResult(Server.MASTER, NOW.minusMillis(10), NOW, other))
              .seen(result(Server.BACKUP, strayed));
      assertThat(policy.decide(state, NOW).action().why())
          .isEqualTo("Backup follows a foreign server");
    }
  }

  /** Its next answer, some milliseconds later, may show that the replica is its own. */
  @Test
  void doesNotCallAReplicaForeignWhileTheOtherServerThatClosedAConnectionIsDialledAgain() {
    ServerState replica =
        server(
            new ServerState.Replica(
                LinkTarget.FOREIGN, true, false, 0, Optional.of(new Endpoint("172.18.0.9", 7009))),
            OLD_HISTORY,
            true,
            3);
    ControllerState asked =
        policy.starting(NOW.minusSeconds(10), false).seen(result(Server.BACKUP, replica));

    assertThat(why(asked, new ProbeAnswer.Closed(false)))
        .isNotEqualTo("Backup follows a foreign server");
    assertThat(why(asked, new ProbeAnswer.Closed(true)))
        .isEqualTo("Backup follows a foreign server");
  }

  private String why(ControllerState asked, ProbeAnswer ofMaster) {
    ControllerState state =
        asked.seen(new ProbeResult(Server.MASTER, NOW.minusMillis(10), NOW, ofMaster));
    return policy.decide(state, NOW).action().why();
  }

  /** The other server may hold the epoch's own history, and newer data. */
  @Test
  void parksAServerThatLeftTheHistoryOnRecordWhileTheOtherOneWasNotHeardYet() {
    assertThat(whenMasterAnswers(NEW_HISTORY)).isInstanceOf(ControllerDecision.Execute.class);
    assertThat(whenMasterAnswers(NEW_HISTORY).why())
        .isEqualTo("Master restarted as a primary of epoch 7 by itself");
    assertThat(whenMasterAnswers(OLD_HISTORY).why()).startsWith("Master serves clients; ");
  }

  /** To a controller that has just started with epoch 7 on record, beside a Backup that is away. */
  private ControllerDecision.Action whenMasterAnswers(String history) {
    ServerState master = Views.state("restarted", Views.MASTER, history, 900, OLD.number(), 5);
    ControllerState state = policy.starting(NOW.minusSeconds(2), false).recorded(OLD);
    ControllerDecision.Action action = policy.decide(state, NOW.minusSeconds(2)).action();
    for (long millis = 1_000; millis >= 0; millis -= 100) {
      Instant at = NOW.minusMillis(millis);
      state =
          policy
              .decide(
                  state
                      .seen(
                          new ProbeResult(
                              Server.MASTER,
                              at.minusMillis(2),
                              at.minusMillis(1),
                              new ProbeAnswer.Answered(master)))
                      .seen(
                          new ProbeResult(
                              Server.BACKUP,
                              at.minusMillis(2),
                              at.minusMillis(1),
                              new ProbeAnswer.Refused())),
                  at)
              .next();
      action = policy.decide(state, at).action();
    }
    return action;
  }

  private ControllerState promotedByAProxy(String history, boolean markable) {
    ControllerState starting = policy.starting(NOW.minusSeconds(10), false);
    return starting
        .with(starting.seen().adopt(OLD, Optional.empty(), NOW.minusSeconds(10)))
        .heard(PROMOTED)
        .seen(new ProbeResult(Server.MASTER, NOW.minusMillis(100), NOW, new ProbeAnswer.Refused()))
        .seen(result(Server.BACKUP, server(new ServerState.Primary(), history, markable, 3)));
  }

  private static ServerState parked() {
    return server(
        new ServerState.Replica(LinkTarget.PARKING, false, false, -1), "d".repeat(40), false, 0);
  }

  private static ProbeResult result(Server server, ServerState state) {
    return new ProbeResult(server, NOW.minusMillis(10), NOW, new ProbeAnswer.Answered(state));
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
