package io.redisfailover.failover.policy;

import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.util.Optional;

/**
 * What data a server holds, as far as a cold start is concerned.
 *
 * @param node the server
 * @param server what it said
 * @param marker the line that its data belong to, by their marker or, where they have none, by the
 *     replication id of the line that is known
 */
record DataSet(Node node, ServerState server, Optional<Marker> marker) {

  static DataSet of(ControllerState state, Node node) {
    ServerState server = state.seen().of(node).state().orElseThrow();
    return new DataSet(node, server, server.marker().or(() -> identified(state, server)));
  }

  private static Optional<Marker> identified(ControllerState state, ServerState server) {
    if (server.keys() == 0) {
      return Optional.empty();
    }
    return state
        .line()
        .filter(line ->
            server.replicationId().equals(line.replicationId())
                || server.formerId().equals(Optional.of(line.replicationId())))
        .map(Line::marker);
  }

  /** {@return the marker's number, 0 without one} */
  long number() {
    return marker.map(Marker::number).orElse(0L);
  }

  /** {@return whether there is nothing at all} */
  boolean lost() {
    return marker.isEmpty() && server.keys() == 0;
  }

  /** {@return whether there are keys that belong to nobody knows what} */
  boolean unidentified() {
    return marker.isEmpty() && server.keys() != 0;
  }

  /** {@return whether the ids show that one of the two histories goes on in the other} */
  boolean sharesHistoryWith(DataSet other) {
    String mine = server.replicationId();
    String theirs = other.server.replicationId();
    return mine.equals(theirs)
        || server.formerId().equals(Optional.of(theirs))
        || other.server.formerId().equals(Optional.of(mine));
  }
}
