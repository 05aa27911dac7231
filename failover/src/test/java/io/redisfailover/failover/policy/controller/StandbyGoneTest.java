package io.redisfailover.failover.policy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.Views;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import io.redisfailover.failover.policy.controller.ServerFacts.Presence;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Master was active in epoch 5, failed after 20 s and is back; Backup is unreachable. */
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
            .recorded(new Epoch(5, Server.MASTER, "c".repeat(40)))
            .learned(Server.MASTER, ServerFacts.UNKNOWN.persisting(Persistence.AOF))
            .seen(Views.result(Server.BACKUP, 1_000, linked()));
  }

  @Test
  void itGoesOnAloneWhenTheStandbyWasRefusedLongBefore() {
    gone(LATEST_GONE, new ProbeAnswer.Refused());
    assertThat(reason())
        .contains(
            "Master holds the data of epoch 5, and Backup had not run for 5 s when Master failed");
  }

  @Test
  void itGoesOnAloneWhenTheStandbyIsKnownNotToRun() {
    gone(2_000, new ProbeAnswer.Silent("no answer"));
    place(LATEST_GONE, Presence.ABSENT);
    assertThat(reason()).isPresent();
  }

  @Test
  void theFirstRefusalCountsWhateverSilenceFollows() {
    gone(LATEST_GONE, new ProbeAnswer.Refused());
    gone(FAILED + 1_000, new ProbeAnswer.Silent("no answer"));
    assertThat(reason()).isPresent();
  }

  @Test
  void aStandbyThatWasThereAMomentBeforeMayHoldMore() {
    gone(LATEST_GONE + 1, new ProbeAnswer.Refused());
    place(LATEST_GONE + 1, Presence.ABSENT);
    assertThat(reason()).isEmpty();
  }

  @Test
  void silenceAloneProvesNothing() {
    gone(2_000, new ProbeAnswer.Silent("no answer"));
    place(2_000, Presence.TERMINATING);
    assertThat(reason()).isEmpty();
  }

  @Test
  void anAnswerEndsWhatWasKnownBefore() {
    gone(2_000, new ProbeAnswer.Refused());
    place(2_000, Presence.ABSENT);
    state = state.seen(Views.result(Server.BACKUP, 10_000, linked()));
    gone(12_000, new ProbeAnswer.Silent("no answer"));
    assertThat(reason()).isEmpty();
  }

  @Test
  void anErrorIsAnAnswerToo() {
    gone(2_000, new ProbeAnswer.Refused());
    gone(10_000, new ProbeAnswer.Errored(ErrorReply.parse("LOADING"), Optional.empty()));
    gone(12_000, new ProbeAnswer.Silent("no answer"));
    assertThat(reason()).isEmpty();
  }

  @Test
  void somethingElseAtItsAddressProvesNothing() {
    gone(2_000, new ProbeAnswer.Refused());
    gone(10_000, new ProbeAnswer.Garbled("no Redis"));
    gone(12_000, new ProbeAnswer.Silent("no answer"));
    assertThat(reason()).isEmpty();
  }

  @Test
  void aServerThatMayHaveStartedWithAnOldCopyAsks() {
    gone(2_000, new ProbeAnswer.Refused());
    for (Persistence persistence : Persistence.values()) {
      state = state.learned(Server.MASTER, state.facts(Server.MASTER).persisting(persistence));
      assertThat(reason().isPresent()).isEqualTo(persistence == Persistence.AOF);
    }
  }

  @Test
  void aNewerEpochThatAProxyNamesIsNotPassedOver() {
    gone(2_000, new ProbeAnswer.Refused());
    state = state.heard(new Epoch(6, Server.BACKUP, "d".repeat(40)));
    assertThat(reason()).isEmpty();
  }

  @Test
  void dataOfTheOtherServersEpochAreACopy() {
    gone(2_000, new ProbeAnswer.Refused());
    assertThat(reason(Views.state("a".repeat(40), Views.PARKED, "b".repeat(40), 100, 6, 7)))
        .isEmpty();
  }

  @Test
  void aServerThatIsEmptyOrFollowsSomebodyAsks() {
    gone(2_000, new ProbeAnswer.Refused());
    assertThat(reason(Views.state("a".repeat(40), Views.PARKED, "b".repeat(40), 0, 0, 0)))
        .isEmpty();
    assertThat(reason(Views.state("a".repeat(40), Views.LINK_DOWN, "b".repeat(40), 100, 5, 7)))
        .isEmpty();
  }

  @Test
  void aPairThatKeepsNothingOnDiskStartsEmptyWithOneServerAsItDoesWithTwo() {
    gone(2_000, new ProbeAnswer.Refused());
    ServerState empty = Views.state("a".repeat(40), Views.PARKED, "b".repeat(40), 0, 0, 0);
    state = state.learned(Server.MASTER, state.facts(Server.MASTER).persisting(Persistence.NONE));
    assertThat(reason(empty)).isEmpty();
    state = state.learned(Server.BACKUP, state.facts(Server.BACKUP).persisting(Persistence.NONE));
    assertThat(reason(empty))
        .contains(
            "Master lost the data of epoch 5, and no server keeps data on disk, and Backup had not"
                + " run for 18 s when Master failed");
  }

  private static ServerState linked() {
    return Views.state("e".repeat(40), Views.LINKED, "c".repeat(40), 100, 5, 7);
  }

  private void gone(long atMillis, ProbeAnswer answer) {
    state = state.seen(Views.result(Server.BACKUP, atMillis, answer));
  }

  private void place(long atMillis, Presence presence) {
    state =
        state.learned(
            Server.BACKUP,
            state.facts(Server.BACKUP).placed(false, presence, Views.millis(atMillis)));
  }

  private Optional<String> reason() {
    return reason(BACK);
  }

  private Optional<String> reason(ServerState back) {
    ControllerState failed =
        state
            .seen(Views.result(Server.MASTER, FAILED + 1_500, back))
            .withTimers(
                new ControllerState.Timers(
                    Optional.of(Views.millis(FAILED)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    return StandbyGone.reason(failed, Server.MASTER, back);
  }
}
