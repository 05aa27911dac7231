package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A connection of a proxy or a controller to one process of a server, with both of its ends. What
 * comes from it after it was dropped is not told.
 */
final class SimConnection {
  final SimProcess process;
  final SimServer simServer;
  final String id;

  /** The life of the server that accepted it. */
  private final String acceptedBy;

  /** Whether it has said whose it is. */
  boolean named;

  /** Whether the server has closed it. */
  private boolean closed;

  private final int inLife;
  private Consumer<ConnectionFailure> broken = failure -> {};
  private boolean dropped;
  private Instant answeredAt = Instant.EPOCH;
  private ProbeAnswer probed = new ProbeAnswer.Silent("not probed");

  private SimConnection(SimProcess process, SimServer simServer) {
    this.process = process;
    this.simServer = simServer;
    this.id = simServer.world.newConnectionId();
    this.acceptedBy = simServer.runId;
    this.inLife = process.life;
  }

  /**
   * Dials.
   *
   * @param opened gets the connection
   * @param failed gets what the dial has met instead
   */
  static void dial(
      SimProcess process,
      Server server,
      Consumer<SimConnection> opened,
      Consumer<ConnectionFailure> failed) {
    World world = process.world;
    SimServer simServer = world.server(server);
    int inLife = process.life;
    if (world.network.reset(process.party, simServer.party)) {
      world.events.after(
          500, () -> process.run(inLife, () -> failed.accept(ConnectionFailure.CLOSED)));
      return;
    }
    // The kernel accepts it, also for a process that hangs.
    world.network.send(
        process.party,
        simServer.party,
        () -> {
          if (!simServer.up) {
            world.network.send(
                simServer.party,
                process.party,
                () -> process.run(inLife, () -> failed.accept(ConnectionFailure.REFUSED)));
            return;
          }
          SimConnection connection = new SimConnection(process, simServer);
          simServer.clients.accept(connection);
          world.network.send(
              simServer.party,
              process.party,
              () -> process.run(inLife, () -> opened.accept(connection)));
        });
  }

  /** Whom to tell when it breaks. */
  void whenBroken(Consumer<ConnectionFailure> listener) {
    broken = listener;
  }

  /** {@return when the server said what is being told} */
  Instant answeredAt() {
    return answeredAt;
  }

  /** Its process has no more use for it. What is on its way to the server still gets there. */
  void drop() {
    dropped = true;
  }

  /** Sends a packet. */
  void send(Packet packet, Consumer<Heard> heard) {
    World world = process.world;
    if (world.network.reset(process.party, simServer.party)) {
      world.events.after(500, this::tellBroken);
      return;
    }
    world.network.send(process.party, simServer.party, () -> arrive(packet, heard));
  }

  private void arrive(Packet packet, Consumer<Heard> heard) {
    if (!simServer.up || !simServer.runId.equals(acceptedBy)) {
      close();
    } else {
      simServer.execute(this, () -> serve(packet, heard));
    }
  }

  private void serve(Packet packet, Consumer<Heard> heard) {
    if (!simServer.up || !simServer.runId.equals(acceptedBy)) {
      return;
    }
    if (closed) {
      close();
      return;
    }
    Heard said =
        process.addresses.understood(simServer.server, simServer.clients.hear(packet, this));
    Instant saidAt = process.world.events.instant();
    if (packet instanceof Packet.Change(Command command, MarkerKeys keys)
        && said instanceof Heard.Changed(Optional<ErrorReply> fault, ProbeAnswer after)) {
      process.world.promises.arrived(command, probed, fault.isEmpty());
    }
    if (said instanceof Heard.Probed(ProbeAnswer answer, boolean refused)) {
      probed = answer;
    }
    process.world.network.send(
        simServer.party,
        process.party,
        () ->
            process.run(
                inLife,
                () -> {
                  if (!dropped) {
                    answeredAt = saidAt;
                    heard.accept(said);
                  }
                }));
  }

  /** The server's end is closed, by its process or with it. */
  void close() {
    closed = true;
    process.world.network.send(simServer.party, process.party, this::tellBroken);
  }

  boolean isClosed() {
    return closed;
  }

  private void tellBroken() {
    process.run(
        inLife,
        () -> {
          if (!dropped) {
            broken.accept(ConnectionFailure.CLOSED);
          }
        });
  }
}
