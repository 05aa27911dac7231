package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the markers in the data of the active server: whoever sees them incomplete writes them
 * again, after a promotion or when a user flushed the functions. The controller also gives a line a
 * new number when a proxy names the same number with another history.
 */
final class MarkerKeeping {
  private MarkerKeeping() {}

  /** The controller's order, if one is needed; the line's active server is seen as itself. */
  static Optional<Order> order(ControllerState state, Instant now) {
    Line line = state.line().orElseThrow();
    Optional<Line> conflicting =
        state
            .lines()
            .conflicting()
            .filter(other -> other.number() == line.number())
            .filter(other -> !other.replicationId().equals(line.replicationId()));
    return conflicting.isPresent()
        ? write(
            state.seen(),
            new Marker(line.numberInPlace(), line.node()),
            "a proxy knows " + line + " under another history: it gets a number of its own",
            now)
        : incomplete(state.seen(), now);
  }

  /** The order to complete the markers of the line, if they are not. */
  static Optional<Order> incomplete(Observation seen, Instant now) {
    Line line = seen.line().orElseThrow();
    ServerState active = seen.activeSight().state().orElseThrow();
    boolean newer =
        active.markers().line().filter(held -> held.number() > line.number()).isPresent();
    return active.markers().complete() || newer
        ? Optional.empty()
        : write(
            seen,
            line.marker(),
            "the data of " + line.node() + " do not carry both markers of " + line,
            now);
  }

  private static Optional<Order> write(Observation seen, Marker marker, String why, Instant now) {
    View view = seen.activeSight().newest().orElseThrow();
    ServerState active = view.state().orElseThrow();
    return active.markable() && ProxyPolicy.recent(view, now)
        ? Optional.of(
            Order.of(
                new Command.WriteMarkers(view.node(), marker, Command.Expected.of(active), why)))
        : Optional.empty();
  }
}
