package io.redisfailover.simulation;

import io.redisfailover.failover.policy.ServerFacts.Persistence;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Node;
import io.redisfailover.simulation.ContractStep.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Draws the steps of a sequence from its seed: anything that can be done to the servers as they
 * stand, what brings something new more often.
 */
final class ContractPlan {
  private static final int FEWEST_STEPS = 10;
  private static final int MOST_STEPS = 15;

  private final Random random;
  private final boolean functions;
  private final Deque<ContractStep> given = new ArrayDeque<>();
  private int left;
  private long line;
  private int keys;

  /**
   * The plan of a seed.
   *
   * @param functions whether the release has functions; without them no marker is written
   */
  ContractPlan(long seed, boolean functions) {
    this.random = new Random(seed * 104_729 + 17);
    this.functions = functions;
    this.left = FEWEST_STEPS + random.nextInt(MOST_STEPS - FEWEST_STEPS + 1);
  }

  /** {@return how the two servers keep their data: mostly alike} */
  Map<Node, Persistence> persistence() {
    Persistence[] kinds = {Persistence.NONE, Persistence.RDB, Persistence.AOF};
    Map<Node, Persistence> drawn = new EnumMap<>(Node.class);
    Persistence common = kinds[random.nextInt(kinds.length)];
    boolean alike = random.nextInt(4) > 0;
    for (Node node : Node.values()) {
      drawn.put(node, alike ? common : kinds[random.nextInt(kinds.length)]);
    }
    if (random.nextInt(4) > 0) {
      Node first = node();
      given.add(step(first, functions ? Kind.UNPARK : Kind.PROMOTE));
      given.add(step(first.other(), Kind.FOLLOW));
    }
    return drawn;
  }

  private Node node() {
    return random.nextBoolean() ? Node.MASTER : Node.BACKUP;
  }

  /** {@return the next step; null after the last one} */
  ContractStep next(World world) {
    if (!given.isEmpty()) {
      return given.poll();
    }
    if (left-- > 0 || isCopying(world)) {
      List<ContractStep> possible = isCopying(world) ? breakingOff(world) : possible(world);
      ContractStep drawn = possible.get(random.nextInt(possible.size()));
      return step(drawn.node(), drawn.kind());
    }
    return lastly(world);
  }

  private static boolean isCopying(World world) {
    return Stream.of(Node.values()).anyMatch(node -> world.server(node).link.isSyncing());
  }

  /** A copy that does not end is broken off at once. */
  private List<ContractStep> breakingOff(World world) {
    Node node = world.server(Node.MASTER).link.isSyncing() ? Node.MASTER : Node.BACKUP;
    List<ContractStep> possible = new ArrayList<>();
    add(possible, node.other(), 2, Kind.KILL, Kind.WIPE);
    add(possible, node, 2, Kind.RESET, Kind.PARK, Kind.PROMOTE);
    add(possible, node, 1, Kind.KILL, Kind.STOP);
    if (functions) {
      add(possible, node, 2, Kind.UNPARK);
    }
    return possible;
  }

  /** At the end nothing is held up any more. */
  private static ContractStep lastly(World world) {
    for (Node node : Node.values()) {
      if (world.server(node).hung) {
        return ContractStep.of(Kind.RESUME, node);
      }
    }
    return world.network.open(0, 1) ? null : ContractStep.of(Kind.HEAL, Node.MASTER);
  }

  /** What can be done now; what stands there often is drawn often. */
  private List<ContractStep> possible(World world) {
    List<ContractStep> possible = new ArrayList<>();
    for (Node node : Node.values()) {
      SimServer server = world.server(node);
      if (!server.up) {
        add(possible, node, 8, Kind.START);
        add(possible, node, 2, Kind.START_AS_MASTER);
      } else if (server.hung) {
        add(possible, node, 8, Kind.RESUME);
        add(possible, node, 1, Kind.KILL);
      } else {
        addForRunning(possible, server);
      }
    }
    boolean open = world.network.open(0, 1);
    boolean hung = world.server(Node.MASTER).hung || world.server(Node.BACKUP).hung;
    if (!open) {
      add(possible, Node.MASTER, 10, Kind.HEAL);
    } else if (!hung) {
      add(possible, Node.MASTER, 2, Kind.CUT, Kind.RESET);
    }
    return possible;
  }

  private void addForRunning(List<ContractStep> possible, SimServer server) {
    Node node = server.node;
    boolean follows = !server.master && server.link.target() == LinkTarget.PEER;
    boolean open = server.world.network.open(0, 1);
    boolean awaitsNobody = open && !server.peer().hung;
    add(possible, node, server.master ? 5 : 1, Kind.WRITE);
    add(possible, node, server.master ? 1 : 4, Kind.PROMOTE);
    add(possible, node, server.master ? 3 : follows ? 2 : 0, Kind.PARK);
    add(possible, node, server.master ? 2 : follows ? 0 : 8, Kind.FOLLOW);
    add(possible, node, copies(server) ? 6 : 0, Kind.FOLLOW_SLOWLY);
    boolean logs = server.persistence == Persistence.AOF;
    add(possible, node, copies(server) && logs ? 6 : 0, Kind.FOLLOW_AND_DIE);
    add(possible, node, 2, Kind.KILL);
    add(possible, node, 1, Kind.WIPE);
    add(possible, node, awaitsNobody ? 1 : 0, Kind.STOP);
    add(possible, node, awaitsNobody ? 1 : 0, Kind.HANG, Kind.CUT_ONE_WAY);
    add(possible, node, server.master ? awaited(server) ? 6 : 1 : 0, Kind.OVERRUN);
    add(possible, node, server.master && server.link.feedsPeer() ? 1 : 0, Kind.PING);
    add(possible, node, server.persistence == Persistence.RDB ? 2 : 0, Kind.SAVE);
    if (functions) {
      add(possible, node, server.master ? 1 : 4, Kind.UNPARK);
      add(possible, node, 1, Kind.WRITE_MARKERS, Kind.FLUSH_FUNCTIONS);
    }
  }

  /** Whether a full copy of the other one's keys can begin. */
  private static boolean copies(SimServer server) {
    SimServer peer = server.peer();
    boolean follows = !server.master && server.link.target() == LinkTarget.PEER;
    boolean serves = peer.up && !peer.hung && peer.master && peer.head.keys > 0;
    return !follows && serves && server.world.network.open(0, 1);
  }

  /** Whether the other one knows a place in its history, and might ask to go on from there. */
  private static boolean awaited(SimServer server) {
    SimServer peer = server.peer();
    return !server.link.feedsPeer() && !peer.master && peer.link.resumable();
  }

  private static void add(List<ContractStep> possible, Node node, int times, Kind... kinds) {
    for (Kind kind : kinds) {
      for (int i = 0; i < times; i++) {
        possible.add(ContractStep.of(kind, node));
      }
    }
  }

  /** The step with the numbers that it needs. */
  private ContractStep step(Node node, Kind kind) {
    return switch (kind) {
      case PROMOTE, UNPARK, WRITE_MARKERS -> {
        line++;
        line += node.owns(line) ? 0 : 1;
        yield new ContractStep(kind, node, line, 0, random.nextBoolean());
      }
      case WRITE, OVERRUN -> {
        int count = kind == Kind.OVERRUN ? SimulatedPair.BACKLOG + 100 : 1 + random.nextInt(5);
        int from = keys;
        keys += count;
        yield new ContractStep(kind, node, from, count, false);
      }
      default -> ContractStep.of(kind, node);
    };
  }
}
