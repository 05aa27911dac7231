package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Server;

/**
 * A server is stopped on purpose: its hook waits for an equal replica, parks it, waits until the
 * peer is primary, and then lets Redis stop, which itself waits for its replica.
 */
final class GracefulStop {
  private final SimServer simServer;
  private String life = "";
  private int waited;

  GracefulStop(SimServer simServer) {
    this.simServer = simServer;
  }

  private World world() {
    return simServer.world;
  }

  void begin() {
    if (!simServer.up || simServer.hung || simServer.stopping) {
      return;
    }
    simServer.stopping = true;
    life = simServer.runId;
    world().trace(simServer.server + " is to stop");
    handOver();
  }

  /** A switchover may have parked it and still need what only this server has. */
  private boolean isParked() {
    return !simServer.master && simServer.link.target() == LinkTarget.PARKING;
  }

  private boolean gone() {
    boolean gone = !simServer.up || !simServer.runId.equals(life);
    if (gone) {
      simServer.stopping = false;
    }
    return gone;
  }

  private void handOver() {
    if (gone()) {
      return;
    }
    SimServer peer = simServer.peer();
    if (isParked()) {
      awaitSuccessor(world().events.now() + 5 * SECOND);
    } else if (!simServer.master) {
      terminate();
    } else if (simServer.link.feedsPeer() && peer.head.offset == simServer.head.offset) {
      simServer.replicaOf(LinkTarget.PARKING, "stop", Party.of(Server.MASTER));
      awaitSuccessor(world().events.now() + 5 * SECOND);
    } else if (peer.up && waited++ < 300) {
      simServer.refusesWrites = waited % 20 > 10;
      world().events.after(50 * MILLI, () -> simServer.execute(this::handOver));
    } else {
      terminate();
    }
  }

  private void awaitSuccessor(long deadline) {
    if (gone()) {
      return;
    }
    SimServer peer = simServer.peer();
    boolean succeeded =
        peer.up
            && !peer.hung
            && peer.master
            && peer.number() > simServer.number()
            && world().network.open(simServer.party, peer.party);
    if (succeeded || world().events.now() > deadline) {
      world().events.after(10 * MILLI, () -> simServer.execute(this::terminate));
    } else {
      world().events.after(50 * MILLI, () -> simServer.execute(() -> awaitSuccessor(deadline)));
    }
  }

  /** SIGTERM: a primary waits for its replica, with writes paused. */
  private void terminate() {
    if (gone()) {
      return;
    }
    SimServer peer = simServer.peer();
    boolean behind =
        simServer.master && simServer.link.feedsPeer() && peer.up && peer.head != simServer.head;
    if (behind && waited++ < 500) {
      simServer.refusesWrites = true;
      world().events.after(50 * MILLI, () -> simServer.execute(this::terminate));
    } else {
      simServer.kill(SimServer.Death.GRACEFUL, false);
    }
  }
}
