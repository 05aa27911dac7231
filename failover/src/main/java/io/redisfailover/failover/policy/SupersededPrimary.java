package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import java.time.Instant;
import java.util.Optional;

/**
 * A primary that another epoch has superseded: its marker is lower than the newest epoch's, or
 * names another server; or it has none, and the epoch's server goes on from its history. It is
 * parked, which fences it; parking is idempotent. A primary with keys and an unknown history is
 * never parked.
 */
public final class SupersededPrimary {
  private SupersededPrimary() {}

  /**
   * Says which superseded primary is to be parked: one that was probed a moment ago.
   *
   * @param observed what the observer remembers
   * @param newest the number of the newest epoch that is known
   * @param now the present moment
   */
  public static Optional<Order> order(ObserverMemory observed, long newest, Instant now) {
    for (Server server : Server.values()) {
      Optional<ServerState> serverState =
          observed
              .of(server)
              .recentState(now)
              .filter(seen -> isSuperseded(observed, server, seen, newest));
      if (serverState.isPresent()) {
        return Optional.of(Order.of(park(server, serverState.get(), newest)));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a server is a superseded primary.
   *
   * @param seen what the observer remembers
   * @param server where the server was seen
   * @param serverState what it said
   * @param newest the number of the newest epoch that is known
   */
  public static boolean isSuperseded(
      ObserverMemory seen, Server server, ServerState serverState, long newest) {
    if (!serverState.isPrimary() || seen.isEpochServer(server, serverState)) {
      return false;
    }
    Optional<Marker> marker = serverState.marker();
    if (marker.isEmpty()) {
      return seen.epochServerSeenBesideStandby()
          && (serverState.keys() == 0 || branchedOff(seen, server, serverState));
    }
    // With the newest epoch's own number it may be the server that another observer has promoted.
    return marker.get().number() < newest
        || (marker.get().number() == newest
            && marker.get().server() != server
            && seen.epochServerSeenBesideStandby());
  }

  /** Whether the epoch's server went on from this one's history, and so was promoted after it. */
  private static boolean branchedOff(ObserverMemory seen, Server server, ServerState serverState) {
    return seen.of(server.other())
        .state()
        .flatMap(ServerState::formerId)
        .filter(serverState.replicationId()::equals)
        .isPresent();
  }

  /** {@return the command that parks a superseded primary} */
  public static Command park(Server server, ServerState serverState, long newest) {
    return new Command.Park(
        server,
        Command.Expected.of(serverState),
        server
            + " is "
            + serverState
                .marker()
                .map(marker -> "a primary of epoch " + marker.number())
                .orElse(
                    serverState.keys() == 0
                        ? "an empty primary without an epoch"
                        : "a primary without a marker")
            + ", superseded by epoch "
            + newest);
  }
}
