package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the markers in the data of the active server: whoever sees them incomplete writes them
 * again, after a promotion or when a user flushed the functions. The controller also gives an epoch
 * a new number when a proxy names the same number with another history.
 */
public final class MarkerRepair {
  private MarkerRepair() {}

  /**
   * Says which order of the controller the markers need, if any; the active server is seen as
   * itself.
   *
   * @param seen what the controller remembers
   * @param conflicting the newest epoch under another history than the controller's, if a proxy
   *     named one
   * @param now the present moment
   */
  public static Optional<Order> order(
      ObserverMemory seen, Optional<Epoch> conflicting, Instant now) {
    Epoch epoch = seen.epoch().orElseThrow();
    boolean ambiguous =
        conflicting
            .filter(other -> other.number() == epoch.number())
            .filter(other -> !other.replicationId().equals(epoch.replicationId()))
            .isPresent();
    return ambiguous
        ? write(
            seen,
            new Marker(epoch.numberInPlace(), epoch.server()),
            "a proxy knows " + epoch + " under another history, so it gets a new number",
            now)
        : incomplete(seen, now);
  }

  /** {@return the order to complete the markers of the epoch, if they are incomplete} */
  public static Optional<Order> incomplete(ObserverMemory seen, Instant now) {
    Epoch epoch = seen.epoch().orElseThrow();
    ServerState active = seen.activeMemory().state().orElseThrow();
    boolean newer =
        active.markers().epoch().filter(held -> held.number() > epoch.number()).isPresent();
    return active.markers().complete() || newer
        ? Optional.empty()
        : write(
            seen,
            epoch.marker(),
            "the data of " + epoch.server() + " lacks a marker of " + epoch,
            now);
  }

  private static Optional<Order> write(
      ObserverMemory seen, Marker marker, String why, Instant now) {
    ProbeResult result = seen.activeMemory().newest().orElseThrow();
    ServerState active = result.state().orElseThrow();
    return active.markable() && result.isRecent(now)
        ? Optional.of(
            Order.of(
                new Command.WriteMarkers(
                    result.server(), marker, Command.Expected.of(active), why)))
        : Optional.empty();
  }
}
