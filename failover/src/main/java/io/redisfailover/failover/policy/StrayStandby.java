package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import java.time.Instant;
import java.util.Optional;

/**
 * A standby that holds data and is about to replace them by a foreign data set: a primary without
 * an epoch has taken the active server's place. A parked server copies from no server, so parking
 * the standby keeps what may be the last copy, also while a full sync is running: the old data stay
 * until the new set has been received.
 */
public final class StrayStandby {
  private StrayStandby() {}

  /**
   * The order to park the standby, if both servers were probed a moment ago and show that.
   *
   * @param seen what the observer remembers
   * @param now the present moment
   */
  public static Optional<Order> order(ObserverMemory seen, Instant now) {
    Optional<Server> active = seen.epoch().map(Epoch::server);
    Optional<ServerState> primary = active.flatMap(server -> seen.of(server).recentState(now));
    Optional<ServerState> copy = active.flatMap(server -> seen.of(server.other()).recentState(now));
    boolean stray =
        primary.isPresent()
            && copy.isPresent()
            && copy.get().followsPeer()
            && copy.get().keys() != 0
            && isForeign(seen, active.get(), primary.get(), copy.get());
    return stray ? Optional.of(park(primary.get(), active.get(), copy.get())) : Optional.empty();
  }

  private static boolean isForeign(
      ObserverMemory seen, Server server, ServerState primary, ServerState copy) {
    return primary.isPrimary()
        && primary.markerNumber() <= seen.epoch().map(Epoch::number).orElse(0L)
        && !seen.isEpochServer(server, primary)
        && !primary.replicationId().equals(copy.replicationId());
  }

  private static Order park(ServerState primary, Server active, ServerState copy) {
    String what =
        primary.marker().isEmpty()
            ? "which has no epoch and another history"
            : "which restarted by itself with another history";
    String why = active.other() + " follows " + active + ", " + what;
    return Order.of(new Command.Park(active.other(), Command.Expected.of(copy), why));
  }
}
