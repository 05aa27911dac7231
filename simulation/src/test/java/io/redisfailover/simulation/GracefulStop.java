package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.MILLI;
import static io.redisfailover.simulation.Events.SECOND;

import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Node;

/**
 * A server is stopped on purpose: its hook waits for an equal replica, parks it, waits until the
 * peer is master, and then lets Redis stop, which itself waits for its replica.
 */
final class GracefulStop {
  private final SimServer server;
  private String life = "";
  private int waited;

  GracefulStop(SimServer server) {
    this.server = server;
  }

  private World world() {
    return server.world;
  }

  void begin() {
    if (!server.up || server.hung || server.stopping) {
      return;
    }
    server.stopping = true;
    life = server.runId;
    world().trace(server.node + " is to stop");
    handOver();
  }

  /** A switch that has parked it may still need what only this server has. */
  private boolean isParkedInASwitch() {
    return !server.master
        && server.link.target() == LinkTarget.PARKING
        && server.head.markers.effective().filter(m -> m.node() == server.node).isPresent();
  }

  private boolean gone() {
    boolean gone = !server.up || !server.runId.equals(life);
    if (gone) {
      server.stopping = false;
    }
    return gone;
  }

  private void handOver() {
    if (gone()) {
      return;
    }
    SimServer peer = server.peer();
    if (isParkedInASwitch()) {
      awaitSuccessor(world().events.now() + 5 * SECOND);
    } else if (!server.master) {
      terminate();
    } else if (server.link.feedsPeer() && peer.head.offset == server.head.offset) {
      server.replicaOf(LinkTarget.PARKING, "stop", Party.of(Node.MASTER));
      awaitSuccessor(world().events.now() + 5 * SECOND);
    } else if (peer.up && waited++ < 300) {
      server.refusesWrites = waited % 20 > 10;
      world().events.after(50 * MILLI, () -> server.execute(this::handOver));
    } else {
      terminate();
    }
  }

  private void awaitSuccessor(long deadline) {
    if (gone()) {
      return;
    }
    SimServer peer = server.peer();
    boolean succeeded =
        peer.up
            && !peer.hung
            && peer.master
            && peer.head.number() > server.head.number()
            && world().network.open(server.party, peer.party);
    if (succeeded || world().events.now() > deadline) {
      world().events.after(10 * MILLI, () -> server.execute(this::terminate));
    } else {
      world().events.after(50 * MILLI, () -> server.execute(() -> awaitSuccessor(deadline)));
    }
  }

  /** SIGTERM: a master waits for its replica, with writes paused. */
  private void terminate() {
    if (gone()) {
      return;
    }
    SimServer peer = server.peer();
    boolean behind =
        server.master && server.link.feedsPeer() && peer.up && peer.head != server.head;
    if (behind && waited++ < 500) {
      server.refusesWrites = true;
      world().events.after(50 * MILLI, () -> server.execute(this::terminate));
    } else {
      server.kill(SimServer.Death.GRACEFUL, false);
    }
  }
}
