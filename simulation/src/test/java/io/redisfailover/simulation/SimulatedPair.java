package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.SECOND;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.policy.ServerFacts.Persistence;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
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
  private static final int BY = Party.of(Node.MASTER);

  final World world;

  /** Two parked, empty servers. */
  SimulatedPair(
      long seed,
      Map<Node, Persistence> persistence,
      boolean functions,
      SimRelease release,
      StringBuilder log) {
    world = new World(seed, functions ? Guards.ALL : Guards.allBut(Guard.MARKER), log);
    world.slowReplication = 0;
    world.backlogEntries = BACKLOG;
    world.release = release;
    persistence.forEach((node, kept) -> world.server(node).persistence = kept);
    acknowledge();
  }

  /** As {@link SimServer#pingReplicas} has it, without the pings, which are a step. */
  private void acknowledge() {
    for (Node node : Node.values()) {
      SimServer server = world.server(node);
      if (server.up && !server.hung) {
        server.link.acknowledge();
      }
    }
    world.events.after(SECOND, this::acknowledge);
  }

  @Override
  public boolean apply(ContractStep step) {
    boolean taken = true;
    SimServer server = world.server(step.node());
    switch (step.kind()) {
      case PROMOTE -> server.promote(step.number(), step.fits(), WHY, BY);
      case UNPARK -> server.unpark(step.number(), WHY, BY);
      case PARK -> server.replicaOf(LinkTarget.PARKING, WHY, BY);
      case FOLLOW -> server.replicaOf(LinkTarget.PEER, WHY, BY);
      case FOLLOW_SLOWLY -> {
        server.replicaOf(LinkTarget.PEER, WHY, BY);
        await(() -> server.link.isSyncing());
        return true;
      }
      case FOLLOW_AND_DIE -> {
        server.replicaOf(LinkTarget.PEER, WHY, BY);
        await(() -> server.link.isUp());
        server.kill(SimServer.Death.KILL, false);
      }
      case WRITE_MARKERS -> server.writeMarkers(new Marker(step.number(), step.node()));
      case FLUSH_FUNCTIONS -> server.flushFunctions();
      case WRITE, OVERRUN -> taken = write(server, step.count());
      case PING -> server.ping();
      case SAVE -> server.disk.save();
      case KILL -> server.kill(SimServer.Death.KILL, false);
      case STOP -> server.kill(SimServer.Death.GRACEFUL, false);
      case WIPE -> server.kill(SimServer.Death.KILL, true);
      case START -> server.restart();
      case START_AS_MASTER -> {
        server.startsAsMaster = true;
        server.restart();
      }
      case HANG -> server.hang();
      case RESUME -> server.resume();
      case CUT -> cut(Network.Cut.SILENT);
      case CUT_ONE_WAY -> world.cut(server.party, server.peer().party, Network.Cut.SILENT);
      case RESET -> cut(Network.Cut.RESET);
      case HEAL -> {
        world.network.heal(0, 1);
        world.network.heal(1, 0);
      }
    }
    settle();
    return taken;
  }

  private boolean write(SimServer server, int count) {
    boolean taken = true;
    for (int i = 0; i < count; i++) {
      taken &= server.clientWrite(world.ledger.newWrite());
    }
    return taken;
  }

  private void cut(Network.Cut kind) {
    world.cut(0, 1, kind);
    world.cut(1, 0, kind);
  }

  /** Whether what this server sends its replica arrives there. */
  boolean canBePingedBy(Node master) {
    SimServer server = world.server(master);
    return server.up
        && !server.hung
        && server.master
        && server.link.feedsPeer()
        && world.network.open(server.party, server.peer().party);
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
  public Map<Node, Shown> look() {
    Map<Node, Shown> shown = new EnumMap<>(Node.class);
    for (Node node : Node.values()) {
      SimServer server = world.server(node);
      if (server.up && !server.hung && server.answer() instanceof Answer.Answered(var state)) {
        TreeSet<String> keys = new TreeSet<>();
        server.head.writes().stream().forEach(write -> keys.add(ContractPair.key(write)));
        SimLink link = server.link;
        shown.put(
            node,
            new Shown(
                state,
                keys,
                link.backlog.exists(),
                link.feedsPeer(),
                link.feedsPeer() && !server.peer().link.isSyncing(),
                link.fullSyncs(),
                link.partialSyncs()));
      }
    }
    return shown;
  }
}
