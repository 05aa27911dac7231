package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    if (ambiguous) {
      return write(
          seen,
          new Marker(epoch.numberInPlace(), epoch.server()),
          "a proxy knows " + epoch + " under another history, so it gets a new number",
          now);
    }
    ServerState active = seen.activeMemory().state().orElseThrow();
    boolean former = active.markers().has(Markers.Flaw.FORMER_KEY) && active.markers().areOf(epoch);
    return former
        ? write(
            seen,
            epoch.marker(),
            "the markers on " + epoch.server() + " are signed by a former key",
            now)
        : incomplete(seen, now);
  }

  /** {@return the order to complete the markers of the epoch, if they are incomplete} */
  public static Optional<Order> incomplete(ObserverMemory seen, Instant now) {
    Epoch epoch = seen.epoch().orElseThrow();
    ServerState active = seen.activeMemory().state().orElseThrow();
    boolean newer =
        active.markers().epoch().filter(held -> held.number() > epoch.number()).isPresent();
    boolean unread = active.markers().has(Markers.Flaw.UNREAD);
    return active.markers().areOf(epoch) || newer || unread
        ? Optional.empty()
        : write(seen, epoch.marker(), why(active.markers(), epoch), now);
  }

  /** {@return what an administrator should know of the markers, one sentence for each server} */
  public static List<String> problems(ObserverMemory seen) {
    return Arrays.stream(Server.values())
        .flatMap(server -> problem(seen, server).stream())
        .toList();
  }

  private static Optional<String> problem(ObserverMemory seen, Server server) {
    return seen.of(server)
        .state()
        .filter(state -> state.markers().has(Markers.Flaw.FOREIGN))
        .map(state ->
            server
                + " carries a marker that an unknown key has signed, so its markers neither count nor"
                + " are written; use the key that signed it, or delete the function libraries"
                + " redisfailover_epoch_* if no other installation uses this server.");
  }

  private static String why(Markers held, Epoch epoch) {
    if (held.has(Markers.Flaw.OVERSIZED)) {
      return "the markers on " + epoch.server() + " are larger than a marker can be";
    }
    return held.has(Markers.Flaw.UNSIGNED)
        ? "a marker on " + epoch.server() + " was not signed by this installation"
        : "the data of " + epoch.server() + " lacks a marker of " + epoch;
  }

  private static Optional<Order> write(
      ObserverMemory seen, Marker marker, String why, Instant now) {
    ProbeResult result = seen.activeMemory().newest().orElseThrow();
    ServerState active = result.state().orElseThrow();
    return active.markable() && result.isRecent(now)
        ? Optional.of(
            Order.of(
                new Command.WriteMarkers(
                    result.server(),
                    marker,
                    Command.Expected.of(active),
                    active.markers().has(Markers.Flaw.OVERSIZED),
                    why)))
        : Optional.empty();
  }
}
