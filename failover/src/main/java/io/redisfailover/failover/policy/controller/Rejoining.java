package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.ByteCount;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.SupersededPrimary;
import io.redisfailover.failover.policy.controller.ControllerDecision.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings the other server back as a replica of the active one. Nothing that could be newer than the
 * active server's data, or that nobody can place, is overwritten.
 */
final class Rejoining {
  private Rejoining() {}

  /** What is to be done about the server that is not active, if anything. */
  static Optional<Action> action(ControllerState state, ControllerSettings settings, Instant now) {
    Epoch epoch = state.epoch().orElseThrow();
    Server server = epoch.server().other();
    Optional<ServerState> serverState = state.seen().of(server).recentState(now);
    if (serverState.isEmpty() || serverState.get().followsPeer()) {
      return Optional.empty();
    }
    ServerState active = state.seen().activeMemory().state().orElseThrow();
    return serverState.get().isPrimary()
        ? Optional.of(primaryBeside(state, server, serverState.get()))
        : Optional.of(parkedBeside(state, settings, server, serverState.get(), active));
  }

  private static Action primaryBeside(
      ControllerState state, Server server, ServerState serverState) {
    Epoch epoch = state.epoch().orElseThrow();
    boolean superseded =
        SupersededPrimary.isSuperseded(state.seen(), server, serverState, epoch.number());
    boolean given = state.discardable().contains(serverState.replicationId());
    return superseded || given
        ? carry(SupersededPrimary.park(server, serverState, epoch.number()))
        : new ControllerDecision.DecisionRequired(
            server
                + " is a primary too, with "
                + KeyCount.inWords(serverState.keys())
                + " of an unknown history; "
                + ColdStart.CHOOSE);
  }

  private static Action parkedBeside(
      ControllerState state,
      ControllerSettings settings,
      Server server,
      ServerState serverState,
      ServerState active) {
    Epoch epoch = state.epoch().orElseThrow();
    Optional<Marker> marker = serverState.marker();
    if (mayBeOverwritten(state, serverState, active, epoch)) {
      return carry(
          new Command.Follow(
              server,
              Command.Expected.of(serverState),
              settings.replicationAddress(epoch.server()),
              server
                  + " rejoins as a replica of "
                  + epoch.server()
                  + givenUp(server, serverState, active)));
    }
    if (marker.filter(held -> held.number() > epoch.number()).isPresent()) {
      Command park =
          new Command.Park(
              epoch.server(),
              Command.Expected.of(active),
              "the data of "
                  + server
                  + " belongs to epoch "
                  + serverState.markerNumber()
                  + ", newer than "
                  + epoch);
      return new ControllerDecision.Execute(Order.of(park), Optional.of(Cause.NEWER_EPOCH));
    }
    return new ControllerDecision.DecisionRequired(
        server
            + " holds "
            + KeyCount.inWords(serverState.keys())
            + " of an unknown history; "
            + ColdStart.CHOOSE);
  }

  private static boolean mayBeOverwritten(
      ControllerState state, ServerState serverState, ServerState active, Epoch epoch) {
    Optional<Marker> marker = serverState.marker();
    if (marker.isPresent()) {
      long number = marker.get().number();
      return number < epoch.number()
          || (number == epoch.number() && marker.get().server() == epoch.server());
    }
    String history = serverState.replicationId();
    return serverState.keys() == 0
        || history.equals(epoch.replicationId())
        || active.formerId().filter(history::equals).isPresent()
        || state.discardable().contains(history);
  }

  private static String givenUp(Server server, ServerState serverState, ServerState active) {
    long bytes = discardedBytes(serverState, active).orElse(0);
    return bytes > 0
        ? "; " + ByteCount.inWords(bytes) + " that only " + server + " holds are discarded"
        : "";
  }

  /** What a superseded server had taken after its successor was promoted is lost, and counted. */
  static OptionalLong discardedBytes(ServerState serverState, ServerState active) {
    boolean left = active.formerId().filter(serverState.replicationId()::equals).isPresent();
    return left
        ? OptionalLong.of(Math.max(0, serverState.offsetBytes() - active.formerOffsetBytes() + 1))
        : OptionalLong.empty();
  }

  private static Action carry(Command command) {
    return new ControllerDecision.Execute(Order.of(command));
  }
}
