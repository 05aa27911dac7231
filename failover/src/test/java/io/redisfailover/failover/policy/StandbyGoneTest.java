package io.redisfailover.failover.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.policy.ServerFacts.Persistence;
import io.redisfailover.failover.policy.ServerFacts.Presence;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Master was active in line 5, failed after 20 s and is back; Backup cannot be asked. */
class StandbyGoneTest {
  private static final long FAILED = 20_000;
  private static final long LATEST_GONE = FAILED - StandbyGone.LONG_ENOUGH.toMillis();
  private static final ServerState BACK =
      Views.state("a".repeat(40), Views.PARKED, "b".repeat(40), 100, 5, 7);

  private ControllerState state;

  @BeforeEach
  void begin() {
    state =
        ControllerState.starting(Views.START, FailoverSettings.DEFAULT, false)
            .recorded(new Line(5, Node.MASTER, "c".repeat(40)))
            .learned(Node.MASTER, ServerFacts.UNKNOWN.persisting(Persistence.AOF))
            .seen(Views.view(Node.BACKUP, 1_000, linked()));
  }

  @Test
  void itGoesOnAloneWhenTheStandbyWasRefusedLongBefore() {
    gone(LATEST_GONE, new Answer.Refused());
    assertThat(reason())
        .contains("Master has the data of line 5, and Backup had not run for 5 s when that failed");
  }

  @Test
  void itGoesOnAloneWhenTheStandbyIsKnownNotToRun() {
    gone(2_000, new Answer.Silent("no answer"));
    place(LATEST_GONE, Presence.ABSENT);
    assertThat(reason()).isPresent();
  }

  @Test
  void theFirstRefusalCountsWhateverSilenceFollows() {
    gone(LATEST_GONE, new Answer.Refused());
    gone(FAILED + 1_000, new Answer.Silent("no answer"));
    assertThat(reason()).isPresent();
  }

  @Test
  void aStandbyThatWasThereAMomentBeforeMayHoldMore() {
    gone(LATEST_GONE + 1, new Answer.Refused());
    place(LATEST_GONE + 1, Presence.ABSENT);
    assertThat(reason()).isEmpty();
  }

  @Test
  void silenceAloneProvesNothing() {
    gone(2_000, new Answer.Silent("no answer"));
    place(2_000, Presence.TERMINATING);
    assertThat(reason()).isEmpty();
  }

  @Test
  void anAnswerEndsWhatWasKnownBefore() {
    gone(2_000, new Answer.Refused());
    place(2_000, Presence.ABSENT);
    state = state.seen(Views.view(Node.BACKUP, 10_000, linked()));
    gone(12_000, new Answer.Silent("no answer"));
    assertThat(reason()).isEmpty();
  }

  @Test
  void anErrorIsAnAnswerToo() {
    gone(2_000, new Answer.Refused());
    gone(10_000, new Answer.Errored(ErrorReply.parse("LOADING"), Optional.empty()));
    gone(12_000, new Answer.Silent("no answer"));
    assertThat(reason()).isEmpty();
  }

  @Test
  void somethingElseAtItsAddressProvesNothing() {
    gone(2_000, new Answer.Refused());
    gone(10_000, new Answer.Garbled("no Redis"));
    gone(12_000, new Answer.Silent("no answer"));
    assertThat(reason()).isEmpty();
  }

  @Test
  void aServerThatMayHaveStartedWithAnOldCopyAsks() {
    gone(2_000, new Answer.Refused());
    for (Persistence persistence : Persistence.values()) {
      state = state.learned(Node.MASTER, state.facts(Node.MASTER).persisting(persistence));
      assertThat(reason().isPresent()).isEqualTo(persistence == Persistence.AOF);
    }
  }

  @Test
  void aNewerLineThatAProxyNamesIsNotPassedOver() {
    gone(2_000, new Answer.Refused());
    state = state.heard(new Line(6, Node.BACKUP, "d".repeat(40)));
    assertThat(reason()).isEmpty();
  }

  @Test
  void dataOfTheOtherServersLineAreACopy() {
    gone(2_000, new Answer.Refused());
    assertThat(reason(Views.state("a".repeat(40), Views.PARKED, "b".repeat(40), 100, 6, 7)))
        .isEmpty();
  }

  @Test
  void aServerThatIsEmptyOrFollowsSomebodyAsks() {
    gone(2_000, new Answer.Refused());
    assertThat(reason(Views.state("a".repeat(40), Views.PARKED, "b".repeat(40), 0, 0, 0)))
        .isEmpty();
    assertThat(reason(Views.state("a".repeat(40), Views.LINK_DOWN, "b".repeat(40), 100, 5, 7)))
        .isEmpty();
  }

  @Test
  void aPairThatKeepsNothingOnDiskStartsEmptyWithOneServerAsItDoesWithTwo() {
    gone(2_000, new Answer.Refused());
    ServerState empty = Views.state("a".repeat(40), Views.PARKED, "b".repeat(40), 0, 0, 0);
    state = state.learned(Node.MASTER, state.facts(Node.MASTER).persisting(Persistence.NONE));
    assertThat(reason(empty)).isEmpty();
    state = state.learned(Node.BACKUP, state.facts(Node.BACKUP).persisting(Persistence.NONE));
    assertThat(reason(empty))
        .contains(
            "Master lost the data of line 5, no server keeps them on disk, and Backup had not run"
                + " for 18 s when that failed");
  }

  private static ServerState linked() {
    return Views.state("e".repeat(40), Views.LINKED, "c".repeat(40), 100, 5, 7);
  }

  private void gone(long atMillis, Answer answer) {
    state = state.seen(Views.view(Node.BACKUP, atMillis, answer));
  }

  private void place(long atMillis, Presence presence) {
    state =
        state.learned(
            Node.BACKUP, state.facts(Node.BACKUP).placed(false, presence, Views.millis(atMillis)));
  }

  private Optional<String> reason() {
    return reason(BACK);
  }

  private Optional<String> reason(ServerState back) {
    ControllerState failed =
        state
            .seen(Views.view(Node.MASTER, FAILED + 1_500, back))
            .withTimers(
                new ControllerState.Timers(
                    Optional.of(Views.millis(FAILED)), Optional.empty(), Optional.empty()));
    return StandbyGone.reason(failed, Node.MASTER, back);
  }
}
