package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The simulator's two servers and the network between them, alone. */
final class SimulatedPair implements ContractPair {
  /** Entries of the backlog, which is as much as real servers are given bytes for. */
  static final int BACKLOG = 500;

  /** By then everything has happened that follows from a step. */
  static final long SETTLED = 3 * SECOND;

  private static final String WHY = "contract";
  private static final int BY = Party.of(Server.MASTER);

  final World world;

  /** Two parked, empty servers. */
  SimulatedPair(
      long seed,
      Map<Server, Persistence> persistence,
      boolean functions,
      SimRelease release,
      StringBuilder log) {
    world = new World(seed, functions ? Guards.ALL : Guards.allBut(Guard.MARKER), log);
    world.slowReplication = 0;
    world.backlogEntries = BACKLOG;
    world.release = release;
    persistence.forEach((server, kept) -> world.server(server).persistence = kept);
    acknowledge();
  }

  /** As {@link SimServer#pingReplicas} has it, without the pings, which are a step. */
  private void acknowledge() {
    for (Server server : Server.values()) {
      SimServer simServer = world.server(server);
      if (simServer.up && !simServer.hung) {
        simServer.link.acknowledge();
      }
    }
    world.events.after(SECOND, this::acknowledge);
  }

  @Override
  public boolean apply(ContractStep step) {
    boolean taken = true;
    SimServer simServer = world.server(step.server());
    switch (step.kind()) {
      case PROMOTE -> simServer.promote(step.number(), step.obsolete(), WHY, BY);
      case UNPARK -> simServer.unpark(step.number(), WHY, BY);
      case PARK -> simServer.replicaOf(LinkTarget.PARKING, WHY, BY);
      case FOLLOW -> simServer.replicaOf(LinkTarget.PEER, WHY, BY);
      case FOLLOW_SLOWLY -> {
        simServer.replicaOf(LinkTarget.PEER, WHY, BY);
        await(() -> simServer.link.isSyncing());
        return true;
      }
      case FOLLOW_AND_DIE -> {
        simServer.replicaOf(LinkTarget.PEER, WHY, BY);
        await(() -> simServer.link.isUp());
        simServer.kill(SimServer.Death.KILL, false);
      }
      case WRITE_MARKERS ->
          simServer.writeMarkers(new Marker(step.number(), step.server()), simServer.replicationId);
      case FLUSH_FUNCTIONS -> simServer.flushFunctions();
      case WRITE, OVERRUN -> taken = write(simServer, step.count());
      case PING -> simServer.ping();
      case SAVE -> simServer.disk.save();
      case KILL -> simServer.kill(SimServer.Death.KILL, false);
      case STOP -> simServer.kill(SimServer.Death.GRACEFUL, false);
      case WIPE -> simServer.kill(SimServer.Death.KILL, true);
      case START -> simServer.restart();
      case START_AS_MASTER -> {
        simServer.startsAsPrimary = true;
        simServer.restart();
      }
      case HANG -> simServer.hang(false);
      case RESUME -> simServer.resume();
      case CUT -> cut(Network.Cut.SILENT);
      case CUT_ONE_WAY -> world.cut(simServer.party, simServer.peer().party, Network.Cut.SILENT);
      case RESET -> cut(Network.Cut.RESET);
      case HEAL -> {
        world.network.heal(0, 1);
        world.network.heal(1, 0);
      }
    }
    settle();
    return taken;
  }

  private boolean write(SimServer simServer, int count) {
    boolean taken = true;
    for (int i = 0; i < count; i++) {
      taken &= simServer.clientWrite(world.ledger.newWrite());
    }
    return taken;
  }

  private void cut(Network.Cut kind) {
    world.cut(0, 1, kind);
    world.cut(1, 0, kind);
  }

  /** Whether what this server sends its replica arrives there. */
  boolean canBePingedBy(Server master) {
    SimServer simServer = world.server(master);
    return simServer.up
        && !simServer.hung
        && simServer.master
        && simServer.link.feedsPeer()
        && world.network.open(simServer.party, simServer.peer().party);
  }

  private void settle() {
    await(() -> false);
  }

  /** Until something is so, or nothing follows from the step any more. */
  private void await(BooleanSupplier condition) {
    boolean[] settled = new boolean[1];
    world.events.after(SETTLED, () -> settled[0] = true);
    while (!settled[0] && !condition.getAsBoolean()) {
      world.events.step();
    }
  }

  @Override
  public Map<Server, Shown> probe() {
    Map<Server, Shown> shown = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      SimServer simServer = world.server(server);
      if (simServer.up
          && !simServer.hung
          && simServer.answer(true) instanceof ProbeAnswer.Answered(var state)) {
        TreeSet<String> keys = new TreeSet<>();
        simServer.head.writes().stream().forEach(write -> keys.add(ContractPair.key(write)));
        SimLink link = simServer.link;
        shown.put(
            server,
            new Shown(
                state,
                keys,
                link.backlog.exists(),
                link.feedsPeer(),
                link.feedsPeer() && !simServer.peer().link.isSyncing(),
                link.fullSyncs(),
                link.partialSyncs()));
      }
    }
    return shown;
  }
}
