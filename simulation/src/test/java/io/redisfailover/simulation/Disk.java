package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;

import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import java.util.Optional;

/** A server's disk. */
final class Disk {
  private final SimServer server;
  private Snapshot snapshot;

  /** Whether a new log of writes is made after a full copy, and what the old one holds. */
  private boolean newLog;

  private Entry oldLog;
  private int logs;

  Disk(SimServer server) {
    this.server = server;
  }

  /** Saves a snapshot, if the server does that. */
  void save() {
    if (server.up && !server.hung && server.persistence == Persistence.RDB) {
      snapshot = present();
    }
  }

  private Snapshot present() {
    boolean inHistory = server.master ? server.link.backlog.exists() : server.link.resumable();
    return new Snapshot(
        server.head, inHistory ? Optional.of(server.replicationId) : Optional.empty());
  }

  /**
   * A full copy will take the place of the server's data. The old log stays where a start finds it
   * until a new one holds everything.
   */
  void beginNewLog() {
    if (server.persistence != Persistence.AOF) {
      return;
    }
    oldLog = newLog ? oldLog : server.head;
    newLog = true;
    int mine = ++logs;
    long duration = 20 * MILLI + server.world.random.nextInt((int) (500 * MILLI));
    server.world.events.after(duration, () -> newLog &= mine != logs);
  }

  /** {@return what the next start will find after this end; null when there is nothing} */
  Snapshot left(SimServer.Death death, boolean lost) {
    boolean killed = death == SimServer.Death.KILL;
    Snapshot left =
        switch (server.persistence) {
          case AOF -> new Snapshot(killed && newLog ? oldLog : server.head, Optional.empty());
          case RDB -> killed ? snapshot : present();
          case NONE, UNKNOWN -> null;
        };
    snapshot = server.persistence == Persistence.RDB && !lost ? left : null;
    newLog = false;
    return lost ? null : left;
  }
}
