package io.redisfailover.failover.policy;

import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.util.Optional;

/**
 * A newer line than the proxy's own, whose active server is seen as its master: rules 1 and 2.
 *
 * @param line the line
 * @param why one sentence
 */
record Succession(Line line, String why) {

  /** The newest line that succeeds the proxy's own, if any is seen. */
  static Optional<Succession> of(ProxyState state) {
    return marked(state.seen()).or(() -> known(state)).or(() -> followed(state.seen()));
  }

  /** The newest line that a master carries in its data. */
  private static Optional<Succession> marked(Observation seen) {
    Optional<Succession> master = marked(seen, Node.MASTER);
    Optional<Succession> backup = marked(seen, Node.BACKUP);
    if (master.isPresent() && backup.isPresent()) {
      return master.get().line.newerThan(backup.get().line) ? master : backup;
    }
    return master.isPresent() ? master : backup;
  }

  private static Optional<Succession> marked(Observation seen, Node node) {
    return seen.of(node)
        .state()
        .filter(state -> seen.succeeds(node, state))
        .map(state ->
            new Succession(
                new Line(state.markerNumber(), node, state.replicationId()),
                node + " is master and its data carry line " + state.markerNumber()));
  }

  /**
   * A newer line that the controller pushed, whose server is seen as master of that very history.
   */
  private static Optional<Succession> known(ProxyState state) {
    Line mine = state.line().orElseThrow();
    Optional<Line> known = state.told().filter(line -> line.newerThan(mine));
    return known
        .filter(line ->
            state.seen().of(line.node()).state().filter(server -> isIt(line, server)).isPresent())
        .map(line ->
            new Succession(line, line + " was named, and its server is seen as its master"));
  }

  private static boolean isIt(Line line, ServerState server) {
    boolean marked = server.marker().map(marker -> marker.equals(line.marker())).orElse(true);
    return server.isMaster() && marked && server.replicationId().equals(line.replicationId());
  }

  /** The line's own server follows the other one, which is master under its own marker. */
  private static Optional<Succession> followed(Observation seen) {
    Line mine = seen.line().orElseThrow();
    Optional<ServerState> former = seen.activeSight().state();
    Optional<ServerState> other = seen.standbySight().state();
    Node node = mine.node().other();
    if (former.isEmpty() || other.isEmpty() || !former.get().isLinkedToPeer()) {
      return Optional.empty();
    }
    ServerState master = other.get();
    boolean own = master.marker().map(Marker::node).filter(node::equals).isPresent();
    boolean sameHistory = former.get().replicationId().equals(master.replicationId());
    return master.isMaster() && own && sameHistory
        ? Optional.of(
            new Succession(
                new Line(master.markerNumber(), node, master.replicationId()),
                mine.node() + " follows " + node + ", which is master under its own marker"))
        : Optional.empty();
  }
}
