package io.redisfailover.failover.policy;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
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
   * @param server what it answers
   */
  static Optional<String> reason(ControllerState state, Node active, ServerState server) {
    if (!server.isParked()) {
      return Optional.empty();
    }
    Optional<String> data = data(state, active, server);
    if (!state.seen().detection().guards().on(Guard.STANDBY_GONE)) {
      return data;
    }
    Node standby = active.other();
    return data.flatMap(what ->
        state
            .timers()
            .masterless()
            .flatMap(failed -> gone(state, standby).map(since -> Duration.between(since, failed)))
            .filter(before -> before.compareTo(LONG_ENOUGH) >= 0)
            .map(before ->
                "%s, and %s had not run for %d s when that failed"
                    .formatted(what, standby, before.toSeconds())));
  }

  /** What the active server has, if it is all that it ever had, or all that may be expected. */
  private static Optional<String> data(ControllerState state, Node active, ServerState server) {
    long line = state.highestNumber();
    boolean newest =
        server
            .marker()
            .filter(marker -> marker.node() == active && marker.number() == line)
            .isPresent();
    if (newest && state.facts(active).persistence() == ServerFacts.Persistence.AOF) {
      return Optional.of(active + " has the data of line " + line);
    }
    boolean empty = server.marker().isEmpty() && server.keys() == 0;
    return empty && state.master().startsEmpty() && state.backup().startsEmpty()
        ? Optional.of(active + " lost the data of line " + line + ", no server keeps them on disk")
        : Optional.empty();
  }

  /** Since when no process of the server that was there before can have run. */
  private static Optional<Instant> gone(ControllerState state, Node standby) {
    Optional<Instant> heard = state.seen().of(standby).lastHeard();
    return Stream.of(state.seen().of(standby).goneSince(), state.facts(standby).absentSince())
        .flatMap(Optional::stream)
        .filter(since -> heard.filter(since::isBefore).isEmpty())
        .min(Instant::compareTo);
  }
}
