package io.redisfailover.failover.policy.proxy;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import java.util.Optional;

/**
 * A newer epoch than the proxy's own, whose active server is seen as its primary: rules 1 and 2.
 *
 * @param epoch the epoch
 * @param why one sentence
 */
record NewerEpoch(Epoch epoch, String why) {

  /** The newest epoch that succeeds the proxy's own, if any is seen. */
  static Optional<NewerEpoch> of(ProxyState state) {
    return marked(state.seen()).or(() -> known(state)).or(() -> followed(state.seen()));
  }

  /** The newest epoch that a primary carries in its data. */
  private static Optional<NewerEpoch> marked(ObserverMemory seen) {
    Optional<NewerEpoch> master = marked(seen, Server.MASTER);
    Optional<NewerEpoch> backup = marked(seen, Server.BACKUP);
    if (master.isPresent() && backup.isPresent()) {
      return master.get().epoch.newerThan(backup.get().epoch) ? master : backup;
    }
    return master.isPresent() ? master : backup;
  }

  private static Optional<NewerEpoch> marked(ObserverMemory seen, Server server) {
    return seen.of(server)
        .state()
        .filter(state -> seen.succeeds(server, state))
        .map(state ->
            new NewerEpoch(
                new Epoch(state.markerNumber(), server, state.replicationId()),
                server + " is a primary and carries epoch " + state.markerNumber()));
  }

  /**
   * A newer epoch that the controller pushed, whose server is seen as primary of that very history.
   */
  private static Optional<NewerEpoch> known(ProxyState state) {
    return state
        .newerTold()
        .filter(epoch ->
            state
                .seen()
                .of(epoch.server())
                .state()
                .filter(serverState -> isIt(epoch, serverState))
                .isPresent())
        .map(epoch ->
            new NewerEpoch(
                epoch, epoch + " was announced, and " + epoch.server() + " is its primary"));
  }

  private static boolean isIt(Epoch epoch, ServerState serverState) {
    return serverState.isPrimary() && serverState.replicationId().equals(epoch.replicationId());
  }

  /** The active server follows the other one, which is primary under its own marker. */
  private static Optional<NewerEpoch> followed(ObserverMemory seen) {
    Epoch mine = seen.epoch().orElseThrow();
    Optional<ServerState> former = seen.activeMemory().state();
    Optional<ServerState> other = seen.standbyMemory().state();
    Server server = mine.server().other();
    if (former.isEmpty() || other.isEmpty() || !former.get().isLinkedToPeer()) {
      return Optional.empty();
    }
    ServerState master = other.get();
    boolean own = master.marker().map(Marker::server).filter(server::equals).isPresent();
    boolean sameHistory = former.get().replicationId().equals(master.replicationId());
    return master.isPrimary() && own && sameHistory
        ? Optional.of(
            new NewerEpoch(
                new Epoch(master.markerNumber(), server, master.replicationId()),
                mine.server() + " follows " + server + ", which is a primary under its own marker"))
        : Optional.empty();
  }
}
