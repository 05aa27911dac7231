package io.redisfailover.failover.policy;

import io.redisfailover.failover.observer.Sight;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a proxy that starts finds its line: from the data or from a push. */
final class ProxyStart {
  /**
   * How long a proxy waits for a look at the other server before it trusts the one that it sees.
   */
  static final Duration OTHER_UNSEEN = Duration.ofSeconds(10);

  private ProxyStart() {}

  /** The line that the proxy begins with, once enough was seen. */
  static Optional<Line> decide(ProxyState state, Instant now) {
    if (!enoughSeen(state)) {
      return Optional.empty();
    }
    Optional<Node> master = master(state);
    return master.isPresent() ? ofMaster(state, master.get(), now) : ofData(state);
  }

  /** What is missing, as one sentence. */
  static String missing(ProxyState state) {
    if (!enoughSeen(state)) {
      return "not both servers were looked at yet";
    }
    return master(state).isPresent()
        ? "the only master seen does not carry the newest line that is known"
        : "no server is seen as the master of a line";
  }

  private static boolean enoughSeen(ProxyState state) {
    boolean both =
        state.seen().master().newest().isPresent() && state.seen().backup().newest().isPresent();
    return both || state.told().filter(line -> state.seen().of(line.node()).answered()).isPresent();
  }

  /** The only master, or of two the one with the higher marker. */
  private static Optional<Node> master(ProxyState state) {
    Optional<ServerState> master = masterAt(state, Node.MASTER);
    Optional<ServerState> backup = masterAt(state, Node.BACKUP);
    if (master.isPresent() && backup.isPresent()) {
      long difference = master.get().markerNumber() - backup.get().markerNumber();
      if (difference == 0) {
        return Optional.empty();
      }
      return Optional.of(difference > 0 ? Node.MASTER : Node.BACKUP);
    }
    if (master.isPresent()) {
      return Optional.of(Node.MASTER);
    }
    return backup.map(state2 -> Node.BACKUP);
  }

  private static Optional<ServerState> masterAt(ProxyState state, Node node) {
    return state.seen().of(node).state().filter(ServerState::isMaster);
  }

  private static Optional<Line> ofMaster(ProxyState state, Node node, Instant now) {
    ServerState master = state.seen().of(node).state().orElseThrow();
    long number = master.markerNumber();
    Optional<Line> known = state.told();
    boolean newest =
        number >= highestMarker(state) && known.filter(line -> line.number() > number).isEmpty();
    if (master.marker().isEmpty()) {
      return known.filter(
          line -> line.node() == node && line.replicationId().equals(master.replicationId()));
    }
    boolean own = master.marker().map(Marker::node).filter(node::equals).isPresent();
    if (!newest || !own) {
      return Optional.empty();
    }
    Sight other = state.seen().of(node.other());
    boolean sure =
        other.answered()
            || known.isPresent()
            || Duration.between(state.seen().startedAt(), now).compareTo(OTHER_UNSEEN) > 0;
    return sure ? Optional.of(new Line(number, node, master.replicationId())) : Optional.empty();
  }

  /** No master anywhere: the line that the data name, to wait for its server. */
  private static Optional<Line> ofData(ProxyState state) {
    long highest = highestMarker(state);
    boolean bothAnswered = state.seen().master().answered() && state.seen().backup().answered();
    boolean anyMaster =
        masterAt(state, Node.MASTER).isPresent() || masterAt(state, Node.BACKUP).isPresent();
    if (!bothAnswered
        || anyMaster
        || highest == 0
        || state.told().filter(line -> line.number() > highest).isPresent()) {
      return Optional.empty();
    }
    for (Node node : Node.values()) {
      ServerState server = state.seen().of(node).state().orElseThrow();
      if (server.markerNumber() == highest) {
        return Optional.of(
            new Line(highest, server.marker().orElseThrow().node(), server.replicationId()));
      }
    }
    return Optional.empty();
  }

  private static long highestMarker(ProxyState state) {
    long highest = 0;
    for (Node node : Node.values()) {
      highest =
          Math.max(
              highest, state.seen().of(node).state().map(ServerState::markerNumber).orElse(0L));
    }
    return highest;
  }
}
