package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.Optional;

/**
 * What data a server holds, as far as a cold start is concerned.
 *
 * @param server the server
 * @param serverState what it said
 * @param marker the epoch that its data belong to, by their marker or, where they have none, by the
 *     replication id of the epoch that is known
 */
record DataSet(Server server, ServerState serverState, Optional<Marker> marker) {

  static DataSet of(ControllerState state, Server server) {
    ServerState serverState = state.seen().of(server).state().orElseThrow();
    return new DataSet(
        server, serverState, serverState.marker().or(() -> identified(state, serverState)));
  }

  private static Optional<Marker> identified(ControllerState state, ServerState serverState) {
    if (serverState.keys() == 0) {
      return Optional.empty();
    }
    return state
        .epoch()
        .filter(epoch ->
            serverState.replicationId().equals(epoch.replicationId())
                || serverState.formerId().equals(Optional.of(epoch.replicationId())))
        .map(Epoch::marker);
  }

  /** {@return the marker's number, 0 without one} */
  long number() {
    return marker.map(Marker::number).orElse(0L);
  }

  /** {@return whether there is nothing at all} */
  boolean lost() {
    return marker.isEmpty() && serverState.keys() == 0;
  }

  /** {@return whether there are keys that belong to nobody knows what} */
  boolean unidentified() {
    return marker.isEmpty() && serverState.keys() != 0;
  }

  /** {@return whether both are of the very same history, so that one is the other's beginning} */
  boolean isOneHistoryWith(DataSet other) {
    return !lost()
        && !other.lost()
        && serverState.replicationId().equals(other.serverState.replicationId());
  }

  /** {@return whether the ids show that one of the two histories goes on in the other} */
  boolean sharesHistoryWith(DataSet other) {
    String mine = serverState.replicationId();
    String theirs = other.serverState.replicationId();
    return mine.equals(theirs)
        || serverState.formerId().equals(Optional.of(theirs))
        || other.serverState.formerId().equals(Optional.of(mine));
  }
}
