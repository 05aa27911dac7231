package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.FailoverSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The active server crashed and is back, and its standby cannot be asked: may it go on alone?
 *
 * <p>It may when the standby's process had ended well before the crash, as this controller itself
 * has seen. A server starts parked, nobody but the controller makes it follow, and nobody promotes
 * a parked one: so the standby holds nothing beyond the moment at which it was gone.
 */
final class StandbyGone {
  /**
   * How long the standby must have been gone when the active server failed. A log of writes that is
   * synced each second lacks up to two seconds when the machine goes down, a hang is noticed within
   * {@link FailoverSettings#detectionTimeout()}; the standby must have nothing of that.
   */
  static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  private StandbyGone() {}

  /**
   * {@return why the active server goes on alone, if it may}
   *
   * @param state what the controller knows
   * @param active the server that answers
   * @param serverState what it answers
   */
  static Optional<String> reason(ControllerState state, Server active, ServerState serverState) {
    if (!serverState.isParked()) {
      return Optional.empty();
    }
    Optional<String> data = data(state, active, serverState);
    if (!state.seen().detection().guards().on(Guard.STANDBY_GONE)) {
      return data;
    }
    Server standby = active.other();
    return data.flatMap(what ->
        state
            .timers()
            .noPrimarySince()
            .flatMap(failed -> gone(state, standby).map(since -> Duration.between(since, failed)))
            .filter(before -> before.compareTo(LONG_ENOUGH) >= 0)
            .map(before ->
                "%s, and %s had not run for %d s when %s failed"
                    .formatted(what, standby, before.toSeconds(), active)));
  }

  /** What the active server has, if it is all that it ever had, or all that may be expected. */
  private static Optional<String> data(
      ControllerState state, Server active, ServerState serverState) {
    long epoch = state.highestNumber();
    boolean newest =
        serverState
            .marker()
            .filter(marker -> marker.server() == active && marker.number() == epoch)
            .isPresent();
    if (newest && state.facts(active).persistence() == ServerFacts.Persistence.AOF) {
      return Optional.of(active + " holds the data of epoch " + epoch);
    }
    boolean empty = serverState.marker().isEmpty() && serverState.keys() == 0;
    return empty && state.master().startsEmpty() && state.backup().startsEmpty()
        ? Optional.of(
            active + " lost the data of epoch " + epoch + ", and no server keeps data on disk")
        : Optional.empty();
  }

  /** Since when no process of the server that was there before can have run. */
  private static Optional<Instant> gone(ControllerState state, Server standby) {
    Optional<Instant> heard = state.seen().of(standby).lastHeard();
    return Stream.of(state.seen().of(standby).goneSince(), state.facts(standby).absentSince())
        .flatMap(Optional::stream)
        .filter(since -> heard.filter(since::isBefore).isEmpty())
        .min(Instant::compareTo);
  }
}
