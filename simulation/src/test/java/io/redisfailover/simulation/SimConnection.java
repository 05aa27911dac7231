package io.redisfailover.simulation;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Node;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A connection of a proxy or a controller to one process of a server, with both of its ends. What
 * comes from it after it was dropped is not told.
 */
final class SimConnection {
  final SimProcess process;
  final SimServer server;
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
  private Answer looked = new Answer.Silent("not looked at");

  private SimConnection(SimProcess process, SimServer server) {
    this.process = process;
    this.server = server;
    this.id = server.world.newConnectionId();
    this.acceptedBy = server.runId;
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
      Node node,
      Consumer<SimConnection> opened,
      Consumer<ConnectionFailure> failed) {
    World world = process.world;
    SimServer server = world.server(node);
    int inLife = process.life;
    if (world.network.reset(process.party, server.party)) {
      world.events.after(
          500, () -> process.run(inLife, () -> failed.accept(ConnectionFailure.CLOSED)));
      return;
    }
    // The kernel accepts it, also for a process that hangs.
    world.network.send(
        process.party,
        server.party,
        () -> {
          if (!server.up) {
            world.network.send(
                server.party,
                process.party,
                () -> process.run(inLife, () -> failed.accept(ConnectionFailure.REFUSED)));
            return;
          }
          SimConnection connection = new SimConnection(process, server);
          server.clients.accept(connection);
          world.network.send(
              server.party,
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
    if (world.network.reset(process.party, server.party)) {
      world.events.after(500, this::tellBroken);
      return;
    }
    world.network.send(process.party, server.party, () -> arrive(packet, heard));
  }

  private void arrive(Packet packet, Consumer<Heard> heard) {
    if (!server.up || !server.runId.equals(acceptedBy)) {
      close();
    } else {
      server.execute(this, () -> serve(packet, heard));
    }
  }

  private void serve(Packet packet, Consumer<Heard> heard) {
    if (!server.up || !server.runId.equals(acceptedBy)) {
      return;
    }
    if (closed) {
      close();
      return;
    }
    Heard said = server.clients.hear(packet, this);
    Instant saidAt = process.world.events.instant();
    if (packet instanceof Packet.Change(Command command)
        && said instanceof Heard.Changed(Optional<ErrorReply> fault, Answer after)) {
      process.world.promises.arrived(command, looked, fault.isEmpty());
    }
    if (said instanceof Heard.Looked(Answer answer, boolean refused)) {
      looked = answer;
    }
    process.world.network.send(
        server.party,
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
    process.world.network.send(server.party, process.party, this::tellBroken);
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
