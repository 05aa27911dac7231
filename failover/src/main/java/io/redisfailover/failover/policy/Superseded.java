package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.Optional;

/**
 * A master that another line has superseded: its marker is lower than the newest line's, or names
 * another node. It is parked, which fences it; parking is idempotent. A master with keys and an
 * unknown marker is never parked.
 */
final class Superseded {
  private Superseded() {}

  /** The order to park a superseded master that was seen a moment ago, if there is one. */
  static Optional<Order> order(ProxyState state, Instant now) {
    Line mine = state.line().orElseThrow();
    long newest = state.told().filter(line -> line.newerThan(mine)).orElse(mine).number();
    for (Node node : Node.values()) {
      Optional<View> view =
          state.seen().of(node).newest().filter(seen -> ProxyPolicy.recent(seen, now));
      Optional<ServerState> server =
          view.flatMap(View::state).filter(seen -> isSuperseded(state.seen(), node, seen, newest));
      if (server.isPresent()) {
        return Optional.of(Order.of(park(node, server.get(), newest)));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a server is a superseded master.
   *
   * @param seen what the observer remembers
   * @param node where the server was seen
   * @param server what it said
   * @param newest the number of the newest line that is known
   */
  static boolean isSuperseded(Observation seen, Node node, ServerState server, long newest) {
    if (!server.isMaster() || seen.isLine(node, server)) {
      return false;
    }
    Optional<Marker> marker = server.marker();
    if (marker.isEmpty()) {
      return server.keys() == 0 && seen.activeIsLine();
    }
    return marker.get().number() < newest
        || (marker.get().number() == newest && marker.get().node() != node);
  }

  static Command park(Node node, ServerState server, long newest) {
    return new Command.Park(
        node,
        Command.Expected.of(server),
        node
            + " is master of "
            + server.marker().map(marker -> "line " + marker.number()).orElse("no line and empty")
            + ", which line "
            + newest
            + " has superseded");
  }
}
