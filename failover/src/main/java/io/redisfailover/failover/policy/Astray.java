package io.redisfailover.failover.policy;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Servers that went astray: a standby that follows a server which is not ours, and a line's node
 * that restarted as a master by itself. Both are parked, so that no data of anybody else are copied
 * and no client's write is taken that nobody will keep.
 */
final class Astray {
  /** How long a master that restarted by itself is looked at before it is parked. */
  static final Duration STRAY = Duration.ofMillis(500);

  private Astray() {}

  /** The order to park a replica that would copy a stranger's or an empty data set. */
  static Optional<Order> standby(ControllerState state, Instant now) {
    for (Node node : Node.values()) {
      Optional<View> view =
          state.seen().of(node).newest().filter(seen -> ProxyPolicy.recent(seen, now));
      Optional<ServerState> server = view.flatMap(View::state);
      if (server.isEmpty()) {
        continue;
      }
      if (server.get().followsStranger()) {
        return park(node, server.get(), node + " follows a server that is not ours");
      }
      if (peerIsStranger(state, node, server.get())) {
        return park(
            node,
            server.get(),
            node + " follows " + node.other() + ", which has no line and another history");
      }
    }
    return Optional.empty();
  }

  private static boolean peerIsStranger(ControllerState state, Node node, ServerState server) {
    boolean lineIsPeers = state.line().filter(line -> line.node() != node).isPresent();
    Optional<ServerState> peer = state.seen().of(node.other()).state();
    return lineIsPeers
        && server.followsPeer()
        && server.keys() != 0
        && peer.filter(ServerState::isMaster)
            .filter(master -> master.marker().isEmpty())
            .filter(master -> !state.seen().isLine(node.other(), master))
            .filter(master -> !master.replicationId().equals(server.replicationId()))
            .isPresent();
  }

  /** Notes since when the line's own node is a stray master. */
  static ControllerState noticed(ControllerState state, Instant now) {
    boolean stray = state.line().filter(line -> isStray(state, line.node())).isPresent();
    ControllerState.Timers old = state.timers();
    Optional<Instant> since = stray ? old.stray().or(() -> Optional.of(now)) : Optional.empty();
    return since.equals(old.stray())
        ? state
        : state.withTimers(new ControllerState.Timers(old.masterless(), since, old.inSync()));
  }

  /** The order to park the line's node when it has been a stray master for a while. */
  static Optional<Order> active(ControllerState state, Instant now) {
    boolean overdue =
        state
            .timers()
            .stray()
            .filter(since -> Duration.between(since, now).compareTo(STRAY) > 0)
            .isPresent();
    if (!overdue) {
      return Optional.empty();
    }
    Line line = state.line().orElseThrow();
    ServerState server = state.seen().activeSight().state().orElseThrow();
    return park(
        line.node(), server, line.node() + " restarted as a master under " + line + " by itself");
  }

  /** Whether a master carries the line's own marker, but neither its history nor its life. */
  static boolean isStray(ControllerState state, Node node) {
    Optional<Line> line = state.line().filter(mine -> mine.node() == node);
    Optional<ServerState> master = state.seen().of(node).state().filter(ServerState::isMaster);
    return line.isPresent()
        && master.isPresent()
        && state.seen().detection().guards().on(Guard.NOT_MY_SERVER)
        && state.seen().lineRunId().isPresent()
        && master.get().marker().equals(Optional.of(line.get().marker()))
        && !state.seen().isLine(node, master.get());
  }

  private static Optional<Order> park(Node node, ServerState server, String why) {
    return Optional.of(Order.of(new Command.Park(node, Command.Expected.of(server), why)));
  }
}
