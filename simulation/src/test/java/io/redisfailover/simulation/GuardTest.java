package io.redisfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every guard is needed: without it the simulator finds what it protects from. */
class GuardTest {
  private static final long SEEDS = 1_000;

  @ParameterizedTest
  @EnumSource(Guard.class)
  void withoutItTheSimulatorFindsWhatItProtectsFrom(Guard guard) {
    Optional<String> evidence =
        LongStream.range(0, SEEDS)
            .boxed()
            .parallel()
            .map(seed -> evidence(guard, seed))
            .flatMap(Optional::stream)
            .findAny();
    System.out.println(guard + ": " + evidence.orElse("nothing found"));
    assertThat(evidence).as("what happens without " + guard).isPresent();
  }

  /** What goes wrong in this history without the guard, if nothing does with it. */
  private static Optional<String> evidence(Guard guard, long seed) {
    DirectedHistories directed = directed(guard);
    List<SimFault> faults = directed.faults(seed);
    History.Verdict without = History.play(seed, faults, Guards.allBut(guard), null);
    boolean suspicious =
        !without.clean() || (directed.isAboutUnneededFailovers() && without.failovers() > 0);
    if (!suspicious) {
      return Optional.empty();
    }
    History.Verdict with = History.play(seed, faults, Guards.ALL, null);
    if (!with.clean()) {
      return Optional.empty();
    }
    if (!without.clean()) {
      return Optional.of("seed " + seed + ": " + without.violations());
    }
    return without.failovers() > with.failovers()
        ? Optional.of("seed " + seed + ": an unneeded failover")
        : Optional.empty();
  }

  /** {@return where the faults fall as this guard needs it} */
  private static DirectedHistories directed(Guard guard) {
    return switch (guard) {
      case ACTIVE_FAILED -> DirectedHistories.SHORT_SILENCE_WHILE_NOBODY_WRITES;
      case STANDBY_LOST_ACTIVE, LOCKOUT, PROMOTE_BEFORE_ROUTE, EQUAL_OFFSET ->
          DirectedHistories.LATE_ROLL_BACK;
      case SYNC_EVIDENCE, MARKER -> DirectedHistories.STALE_STANDBY_AND_A_NEW_OBSERVER;
      case EVIDENCE_RECENT, NOBODY_WAS_TOLD -> DirectedHistories.BLIND_PROXY_WAKES;
      case ANSWER_AFTER_STALL -> DirectedHistories.ALL_PROXIES_STAND_STILL;
      case PEER_NOT_BLIND -> DirectedHistories.BLIND_PROXIES_WAKE;
      case PREPARED_IS_NO_WITNESS -> DirectedHistories.PROXY_STARTS_IN_A_SWITCH;
      case MAX_LAG -> DirectedHistories.LAGGING_STANDBY;
      case PARKED_START -> DirectedHistories.AN_APPLICATION_WRITES_THE_MARKERS;
      case FRESH_PROBE -> DirectedHistories.CONNECTIONS_ARE_CLOSED_BESIDE_A_CUT_LINK;
      case PROMOTION_ANSWERED -> DirectedHistories.ONLY_PROXY_STOPS_BEFORE_ITS_COMMAND;
      case PROBE_AGAIN -> DirectedHistories.ACTIVE_RESTARTS_IN_A_SWITCH;
      case PREPARE_FROM_ALL, ATTEMPT_ID -> DirectedHistories.TWO_SWITCHES;
      case UNREADY_WHEN_CUT -> DirectedHistories.OLD_SERVER_COMES_BACK;
      case KNOWN_NEWER_EPOCH -> DirectedHistories.NEWER_LINE_IS_KNOWN_BY_WORD_ONLY;
      case STANDBY_GONE -> DirectedHistories.STANDBY_IS_AWAY;
      case FOREIGN_SERVER -> DirectedHistories.A_FOREIGN_SERVER_COMES_INSTEAD;
    };
  }
}
