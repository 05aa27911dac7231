package io.redisfailover.failover.policy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.policy.ControllerDecision.Action;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings the other server back as a replica of the active one. Nothing that could be newer than the
 * active server's data, or that nobody can place, is overwritten.
 */
final class Rejoining {
  private Rejoining() {}

  /** What is to be done about the server that is not active, if anything. */
  static Optional<Action> action(ControllerState state, Endpoints endpoints, Instant now) {
    Line line = state.line().orElseThrow();
    Node node = line.node().other();
    Optional<ServerState> server =
        state
            .seen()
            .of(node)
            .newest()
            .filter(view -> ProxyPolicy.recent(view, now))
            .flatMap(View::state);
    if (server.isEmpty() || server.get().followsPeer()) {
      return Optional.empty();
    }
    ServerState active = state.seen().activeSight().state().orElseThrow();
    return server.get().isMaster()
        ? Optional.of(masterBeside(state, node, server.get()))
        : Optional.of(parkedBeside(state, endpoints, node, server.get(), active));
  }

  private static Action masterBeside(ControllerState state, Node node, ServerState server) {
    Line line = state.line().orElseThrow();
    boolean superseded = Superseded.isSuperseded(state.seen(), node, server, line.number());
    boolean given = state.discardable().contains(server.replicationId());
    return superseded || given
        ? carry(Superseded.park(node, server, line.number()))
        : new ControllerDecision.NeedsDecision(
            node
                + " is a master too, with "
                + KeyCount.inWords(server.keys())
                + " of a history that nobody here knows; promote "
                + line.node()
                + " to give them up, or "
                + node
                + " to give up what "
                + line.node()
                + " holds");
  }

  private static Action parkedBeside(
      ControllerState state,
      Endpoints endpoints,
      Node node,
      ServerState server,
      ServerState active) {
    Line line = state.line().orElseThrow();
    Optional<Marker> marker = server.marker();
    if (mayBeOverwritten(state, server, active, line)) {
      return carry(
          new Command.Follow(
              node,
              Command.Expected.of(server),
              endpoints.of(line.node()),
              node
                  + " becomes a replica of "
                  + line.node()
                  + ", active in "
                  + line
                  + givenUp(node, server, active)));
    }
    if (marker.filter(held -> held.number() > line.number()).isPresent()) {
      Command park =
          new Command.Park(
              line.node(),
              Command.Expected.of(active),
              "the data of "
                  + node
                  + " belong to line "
                  + server.markerNumber()
                  + ", newer than "
                  + line);
      return new ControllerDecision.Carry(Order.of(park), Optional.of(Cause.NEWER_EPOCH));
    }
    return new ControllerDecision.NeedsDecision(
        node
            + " holds "
            + KeyCount.inWords(server.keys())
            + " of a history that nobody here knows; promote "
            + line.node()
            + " to overwrite them, or "
            + node
            + " to go on with them and overwrite what "
            + line.node()
            + " holds");
  }

  private static boolean mayBeOverwritten(
      ControllerState state, ServerState server, ServerState active, Line line) {
    Optional<Marker> marker = server.marker();
    if (marker.isPresent()) {
      long number = marker.get().number();
      return number < line.number()
          || (number == line.number() && marker.get().node() == line.node());
    }
    String history = server.replicationId();
    return server.keys() == 0
        || history.equals(line.replicationId())
        || active.formerId().filter(history::equals).isPresent()
        || state.discardable().contains(history);
  }

  /** What a superseded server had taken after its successor was promoted is lost, and counted. */
  private static String givenUp(Node node, ServerState server, ServerState active) {
    boolean left = active.formerId().filter(server.replicationId()::equals).isPresent();
    long bytes = server.offsetBytes() - active.formerOffsetBytes() + 1;
    return left && bytes > 0
        ? "; " + bytes + " bytes that only " + node + " holds are given up"
        : "";
  }

  private static Action carry(Command command) {
    return new ControllerDecision.Carry(Order.of(command));
  }
}
