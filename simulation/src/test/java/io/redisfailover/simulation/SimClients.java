package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The connections of a server to proxies and controllers, and what it says there. */
final class SimClients {
  private static final ErrorReply LOADING = new ErrorReply(ErrorReply.Kind.LOADING, "LOADING");

  private final SimServer server;
  private List<SimConnection> connections = new ArrayList<>();

  SimClients(SimServer server) {
    this.server = server;
  }

  void accept(SimConnection connection) {
    connections.removeIf(SimConnection::isClosed);
    connections.add(connection);
  }

  /** Closes every one: the process does, or the kernel when the process is gone. */
  void closeAll() {
    List<SimConnection> open = connections;
    connections = new ArrayList<>();
    for (SimConnection connection : open) {
      if (!connection.isClosed()) {
        connection.close();
      }
    }
  }

  /** Runs a packet, without anything in between. */
  Heard hear(Packet packet, SimConnection on) {
    return switch (packet) {
      case Packet.Greet greet -> {
        on.named = true;
        yield new Heard.Greeted(Optional.empty());
      }
      case Packet.Probing probe -> {
        on.named |= probe.first().isPresent();
        yield new Heard.Probed(server.answer(probe.probe().reader().isPresent()), false);
      }
      case Packet.ListVictims list -> {
        on.named = true;
        yield new Heard.Listed(Optional.empty(), victims(list.lockout(), on));
      }
      case Packet.Kill kill -> {
        connections.stream()
            .filter(connection -> kill.ids().contains(connection.id) && !connection.isClosed())
            .forEach(SimConnection::close);
        yield new Heard.Killed();
      }
      case Packet.Change(Command command, MarkerKeys keys) -> change(command, on.process);
    };
  }

  private List<String> victims(Lockout lockout, SimConnection own) {
    return connections.stream()
        .filter(connection -> connection.named && !connection.isClosed() && connection != own)
        .filter(connection -> lockout.victims().contains(connection.process.owner))
        .map(connection -> connection.id)
        .toList();
  }

  private Heard change(Command command, SimProcess sender) {
    int by = sender.party;
    if (server.loading) {
      return new Heard.Changed(Optional.of(LOADING), server.answer(true));
    }
    switch (command) {
      case Command.Promote promote ->
          server.promote(promote.epochNumber(), promote.obsolete(), promote.why(), by);
      case Command.Unpark unpark -> server.unpark(unpark.epochNumber(), unpark.why(), by);
      case Command.Park park -> server.replicaOf(LinkTarget.PARKING, park.why(), by);
      case Command.Follow follow -> {
        server.link.translated = sender.addresses.knows(server.server.other());
        server.replicaOf(LinkTarget.PEER, follow.why(), by);
      }
      case Command.WriteMarkers markers -> {
        if (!server.master) {
          return new Heard.Changed(
              Optional.of(new ErrorReply(ErrorReply.Kind.READONLY, "READONLY")),
              server.answer(true));
        }
        server.writeMarkers(markers.epoch(), server.replicationId);
      }
    }
    return new Heard.Changed(Optional.empty(), server.answer(true));
  }
}
