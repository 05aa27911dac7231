package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.StrayStandby;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Servers that went astray: a standby that follows a server which is not ours, and an epoch's
 * server that restarted as a primary by itself. Both are parked, so that no data of anybody else
 * are copied and no client's write is taken that nobody will keep.
 */
final class StrayServers {
  /** How long a primary that restarted by itself is probed before it is parked. */
  static final Duration STRAY = Duration.ofMillis(500);

  private StrayServers() {}

  /** The order to park a replica that would copy a foreign server's or an empty data set. */
  static Optional<Order> standby(ControllerState state, Instant now) {
    for (Server server : Server.values()) {
      Optional<ServerState> foreigner =
          state.seen().of(server).recentState(now).filter(ServerState::followsForeign);
      // Who closed a connection is asked again at once, and may say that the replica is its own.
      if (foreigner.isPresent() && !state.seen().of(server.other()).isDialledAgain()) {
        return park(server, foreigner.get(), server + " follows a foreign server");
      }
    }
    return StrayStandby.order(state.seen(), now);
  }

  /** Notes since when the epoch's own server is a stray primary. */
  static ControllerState noticed(ControllerState state, Instant now) {
    boolean stray = state.epoch().filter(epoch -> isStray(state, epoch.server())).isPresent();
    ControllerState.Timers old = state.timers();
    Optional<Instant> since = stray ? old.stray().or(() -> Optional.of(now)) : Optional.empty();
    return since.equals(old.stray())
        ? state
        : state.withTimers(
            new ControllerState.Timers(old.noPrimarySince(), since, old.inSync(), old.unmarked()));
  }

  /** The order to park the epoch's server when it has been a stray primary for a while. */
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
    Epoch epoch = state.epoch().orElseThrow();
    ServerState serverState = state.seen().activeMemory().state().orElseThrow();
    return park(
        epoch.server(),
        serverState,
        epoch.server() + " restarted as a primary of " + epoch + " by itself");
  }

  /** Whether a primary carries the epoch's own marker, but neither its history nor its life. */
  static boolean isStray(ControllerState state, Server server) {
    Optional<Epoch> epoch = state.epoch().filter(mine -> mine.server() == server);
    Optional<ServerState> master = state.seen().of(server).state().filter(ServerState::isPrimary);
    return epoch.isPresent()
        && master.isPresent()
        && state.seen().detection().guards().on(Guard.FOREIGN_SERVER)
        && master.get().marker().equals(Optional.of(epoch.get().marker()))
        && (isAnotherLife(state, server, master.get())
            || wasReplica(state, server)
            || hasLeftTheHistory(state, server, master.get()));
  }

  private static boolean isAnotherLife(ControllerState state, Server server, ServerState primary) {
    return state.seen().epochRunId().isPresent() && !state.seen().isEpochServer(server, primary);
  }

  /**
   * A controller that has just started has not seen the server active. A command of the protocol
   * that makes a replica a primary gives it another number, so only a restart keeps the number.
   */
  private static boolean wasReplica(ControllerState state, Server server) {
    return state.seen().of(server).replicaUnder().equals(state.epoch().map(Epoch::marker));
  }

  /**
   * The same, told by the data: this is not the history on record, and the other server holds the
   * epoch in yet another history, or has not been heard yet and may. A replica in the history of
   * this primary, or in none of the epoch, says nothing of it.
   */
  private static boolean hasLeftTheHistory(
      ControllerState state, Server server, ServerState primary) {
    return !state.seen().isEpochServer(server, primary)
        && (state.seen().hasBegunAnotherHistory(server, primary)
            || state.seen().of(server.other()).lastState().isEmpty());
  }

  private static Optional<Order> park(Server server, ServerState serverState, String why) {
    return Optional.of(Order.of(new Command.Park(server, Command.Expected.of(serverState), why)));
  }
}
