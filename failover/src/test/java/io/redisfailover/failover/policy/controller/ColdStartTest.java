package io.redisfailover.failover.policy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new pair of which one server is there first. */
class ColdStartTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ControllerSettings SETTINGS =
      new ControllerSettings(
          FailoverSettings.DEFAULT,
          new Endpoints(new Endpoint("127.0.0.1", 6001), new Endpoint("127.0.0.1", 6002)),
          Server.MASTER,
          false,
          Duration.ZERO);

  @Test
  void theOtherServerWaitsAMomentForThePreferredOne() {
    assertThat(after(Server.BACKUP, Duration.ofSeconds(4)))
        .isEqualTo(new ControllerDecision.Waiting("waiting for the preferred server Master"));
  }

  @Test
  void thenItBegins() {
    assertThat(after(Server.BACKUP, ColdStart.PREFERRED_FIRST).why())
        .isEqualTo("a new pair starts: only Backup answers");
  }

  @Test
  void thePreferredServerWaitsForNobody() {
    assertThat(after(Server.MASTER, Duration.ZERO).why())
        .isEqualTo("a new pair starts: only Master answers");
  }

  /** Whoever reads it must not discard data where a password is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WRONGPASS invalid username-password pair or user is disabled. | correct its password or permissions
          LOADING Redis is loading the dataset in memory | wait until it has loaded its data
          ERR max number of clients reached | close some of its connections
          """)
  void asksFirstForWhatMakesTheServerAnswer(String error, String remedy) {
    ErrorReply reply = ErrorReply.parse(error);
    ControllerDecision.Action action =
        ColdStart.action(
            blocked(new ProbeAnswer.Errored(reply, Optional.empty()), answered()), SETTINGS, NOW);
    assertThat(action)
        .isEqualTo(
            new ControllerDecision.DecisionRequired(
                "Master answers "
                    + reply
                    + " and may hold newer writes; "
                    + remedy
                    + ", or set keep-data-of=Backup to continue without them"));
    assertThat(reply.toString()).doesNotEndWith(".");
  }

  @Test
  void namesBothServersWhereNeitherAnswers() {
    ControllerDecision.Action action =
        ColdStart.action(
            blocked(new ProbeAnswer.Refused(), new ProbeAnswer.Silent("no answer in time")),
            SETTINGS,
            NOW);
    assertThat(action)
        .isEqualTo(
            new ControllerDecision.Waiting(
                "Master is unreachable (connection refused), and Backup is unreachable (no answer"
                    + " in time); start or reconnect them"));
  }

  @Test
  void saysForEachServerWhatMakesItAnswer() {
    ErrorReply denied = ErrorReply.parse("WRONGPASS invalid username-password pair");
    ControllerDecision.Action action =
        ColdStart.action(
            blocked(
                new ProbeAnswer.Errored(denied, Optional.empty()),
                new ProbeAnswer.Errored(ErrorReply.parse("LOADING data"), Optional.empty())),
            SETTINGS,
            NOW);
    assertThat(action)
        .isEqualTo(
            new ControllerDecision.Waiting(
                "Master answers WRONGPASS invalid username-password pair, and Backup answers"
                    + " LOADING data; correct Master's password or permissions, and wait until"
                    + " Backup has loaded its data"));
  }

  /** An observer that is cut from Master could promote Backup in the old epoch. */
  @Test
  void parksTheStandbyBeforeTheServerThatBegins() {
    ControllerState state =
        blocked(
            new ProbeAnswer.Answered(holding(Views.PARKED)),
            new ProbeAnswer.Answered(holding(Views.LINK_DOWN)));
    assertThat(command(state))
        .isInstanceOf(Command.Park.class)
        .extracting(Command::server)
        .isEqualTo(Server.BACKUP);
    assertThat(command(state).why())
        .isEqualTo("Master holds the most of epoch 1; Backup is parked first");
  }

  @Test
  void beginsWhereBothServersAreParked() {
    ControllerState state =
        blocked(
            new ProbeAnswer.Answered(holding(Views.PARKED)),
            new ProbeAnswer.Answered(holding(Views.PARKED)));
    assertThat(command(state))
        .isInstanceOf(Command.Unpark.class)
        .extracting(Command::server)
        .isEqualTo(Server.MASTER);
  }

  /** It was sent later than the order's own look, and answered before the order was carried out. */
  @Test
  void aNewPairIsNoQuestionWhereALateAnswerShowsItsServerAsItWasBefore() {
    ControllerState both =
        blocked(answered(), answered()).proxiesAsked(NOW.minusMillis(1), Set.of());
    Command.Unpark order =
        new Command.Unpark(
            Server.MASTER, 1, Command.Expected.of(emptyAndParked()), "a new pair starts");
    ServerState primary = Views.state("e".repeat(40), Views.MASTER, "f".repeat(40), 0, 1, 0);
    ControllerState begun =
        both.orderEnded(
            order,
            new OrderOutcome.Done(
                new ProbeResult(
                    Server.MASTER, NOW, NOW.plusMillis(9), new ProbeAnswer.Answered(primary))),
            NOW.plusMillis(9));
    ControllerState late =
        begun.seen(
            new ProbeResult(Server.MASTER, NOW.plusMillis(1), NOW.plusMillis(12), answered()));
    assertThat(new ControllerPolicy(SETTINGS).decide(late, NOW.plusMillis(20)).action())
        .isInstanceOf(ControllerDecision.Waiting.class);
  }

  /** A start from an append-only file gives the data another history. */
  @Test
  void aServerThatDiedRightAfterItsPromotionGoesOnWithItsLog() {
    Markers promoted = Markers.of(new Marker(1, Server.MASTER), "a").promoted(Server.MASTER, true);
    assertThat(command(afterEpoch4(promoted)))
        .isInstanceOf(Command.Unpark.class)
        .extracting(Command::server)
        .isEqualTo(Server.BACKUP);
  }

  /** As {@code FAILOVER} does. Both hold one data set, so there is nothing to choose. */
  @Test
  void aStandbyThatSomebodyMadeAPrimaryGoesOnWhereTheOtherServerFollowsIt() {
    ServerState backup = primary(Optional.of("m".repeat(40)));
    assertThat(command(afterEpoch1(Views.LINKED, backup)))
        .isInstanceOf(Command.WriteMarkers.class)
        .extracting(Command::server, Command::why)
        .containsExactly(
            Server.BACKUP,
            "Backup was made a primary by somebody else, and Master follows it with the same data");
  }

  @Test
  void aPrimaryOfAnotherHistoryRequiresADecisionWhoeverFollowsIt() {
    assertThat(
            ColdStart.action(
                afterEpoch1(Views.LINKED, primary(Optional.of("x".repeat(40)))), SETTINGS, NOW))
        .isInstanceOf(ControllerDecision.DecisionRequired.class);
    assertThat(
            ColdStart.action(afterEpoch1(Views.LINKED, primary(Optional.empty())), SETTINGS, NOW))
        .isInstanceOf(ControllerDecision.DecisionRequired.class);
  }

  /** What Master holds may be more than what Backup has taken over. */
  @Test
  void aPrimaryThatTheOtherServerDoesNotFollowRequiresADecision() {
    for (ServerState.Role role : List.of(Views.LINK_DOWN, Views.SYNCING)) {
      assertThat(
              ColdStart.action(
                  afterEpoch1(role, primary(Optional.of("m".repeat(40)))), SETTINGS, NOW))
          .isInstanceOf(ControllerDecision.DecisionRequired.class);
    }
  }

  /** Backup is a primary that no epoch knows; Master was active in epoch 1. */
  private static ControllerState afterEpoch1(ServerState.Role master, ServerState backup) {
    ControllerState state =
        blocked(
            new ProbeAnswer.Answered(
                Views.state("run-m", master, backup.replicationId(), 100, 1, 5)),
            new ProbeAnswer.Answered(backup));
    return state.with(
        state.seen().adopt(new Epoch(1, Server.MASTER, "m".repeat(40)), Optional.empty(), NOW));
  }

  private static ServerState primary(Optional<String> formerId) {
    ServerState state = Views.state("run-b", Views.MASTER, "b".repeat(40), 100, 1, 5);
    return new ServerState(
        state.runId(),
        state.role(),
        state.replicationId(),
        state.offsetBytes(),
        formerId,
        100,
        Markers.of(new Marker(1, Server.MASTER), "m".repeat(40)),
        true,
        state.keys(),
        0,
        1,
        Optional.empty());
  }

  /** Whoever may write functions can put it back. */
  @Test
  void aMarkerOfTheEpochBeforeOnTheServerThatWasActiveLastRequiresADecision() {
    Markers older = Markers.of(new Marker(1, Server.MASTER), "a");
    assertThat(ColdStart.action(afterEpoch4(older), SETTINGS, NOW))
        .isInstanceOf(ControllerDecision.DecisionRequired.class);
  }

  /** Backup keeps a log of its writes, and was active last: in epoch 4. */
  private static ControllerState afterEpoch4(Markers onBackup) {
    ServerState master = Views.state("run-m", Views.PARKED, "m".repeat(40), 100, 1, 5);
    ServerState backup = Views.state("run-b", Views.PARKED, "b".repeat(40), 100, 1, 5);
    ServerState marked =
        new ServerState(
            backup.runId(),
            backup.role(),
            backup.replicationId(),
            backup.offsetBytes(),
            backup.formerId(),
            backup.formerOffsetBytes(),
            onBackup,
            true,
            backup.keys(),
            0,
            1,
            Optional.empty());
    ControllerState state =
        blocked(new ProbeAnswer.Answered(master), new ProbeAnswer.Answered(marked))
            .heard(new Epoch(4, Server.BACKUP, "h".repeat(40)));
    return state.learned(
        Server.BACKUP, state.facts(Server.BACKUP).persisting(ServerFacts.Persistence.AOF));
  }

  private static Command command(ControllerState state) {
    return ((ControllerDecision.Execute) ColdStart.action(state, SETTINGS, NOW)).order().command();
  }

  private static ServerState holding(ServerState.Role role) {
    return Views.state("e".repeat(40), role, "d".repeat(40), 100, 1, 5);
  }

  private static ControllerState blocked(ProbeAnswer master, ProbeAnswer backup) {
    return new ControllerPolicy(SETTINGS)
        .starting(NOW.minusSeconds(20), false)
        .seen(new ProbeResult(Server.MASTER, NOW.minusMillis(10), NOW, master))
        .seen(new ProbeResult(Server.BACKUP, NOW.minusMillis(10), NOW, backup))
        .withTimers(
            new ControllerState.Timers(
                Optional.of(NOW.minus(ColdStart.UNREACHABLE)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  private static ProbeAnswer answered() {
    return new ProbeAnswer.Answered(emptyAndParked());
  }

  private static ControllerDecision.Action after(Server there, Duration waited) {
    ControllerState state =
        new ControllerPolicy(SETTINGS)
            .starting(NOW.minusSeconds(20), true)
            .seen(
                new ProbeResult(there.other(), NOW.minusMillis(10), NOW, new ProbeAnswer.Refused()))
            .seen(
                new ProbeResult(
                    there, NOW.minusMillis(10), NOW, new ProbeAnswer.Answered(emptyAndParked())))
            .withTimers(
                new ControllerState.Timers(
                    Optional.of(NOW.minus(waited)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    return ColdStart.action(state, SETTINGS, NOW);
  }

  private static ServerState emptyAndParked() {
    return new ServerState(
        "e".repeat(40),
        Views.PARKED,
        "d".repeat(40),
        0,
        Optional.empty(),
        -1,
        Markers.NONE,
        true,
        0,
        0,
        1,
        Optional.empty());
  }
}
