package io.redisfailover.simulation;

import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
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
  private long epoch;
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
  Map<Server, Persistence> persistence() {
    Persistence[] kinds = {Persistence.NONE, Persistence.RDB, Persistence.AOF};
    Map<Server, Persistence> drawn = new EnumMap<>(Server.class);
    Persistence common = kinds[random.nextInt(kinds.length)];
    boolean alike = random.nextInt(4) > 0;
    for (Server server : Server.values()) {
      drawn.put(server, alike ? common : kinds[random.nextInt(kinds.length)]);
    }
    if (random.nextInt(4) > 0) {
      Server first = server();
      given.add(step(first, functions ? Kind.UNPARK : Kind.PROMOTE));
      given.add(step(first.other(), Kind.FOLLOW));
    }
    return drawn;
  }

  private Server server() {
    return random.nextBoolean() ? Server.MASTER : Server.BACKUP;
  }

  /** {@return the next step; null after the last one} */
  ContractStep next(World world) {
    if (!given.isEmpty()) {
      return given.poll();
    }
    if (left-- > 0 || isCopying(world)) {
      List<ContractStep> possible = isCopying(world) ? breakingOff(world) : possible(world);
      ContractStep drawn = possible.get(random.nextInt(possible.size()));
      return step(drawn.server(), drawn.kind());
    }
    return lastly(world);
  }

  private static boolean isCopying(World world) {
    return Stream.of(Server.values()).anyMatch(server -> world.server(server).link.isSyncing());
  }

  /** A copy that does not end is broken off at once. */
  private List<ContractStep> breakingOff(World world) {
    Server server = world.server(Server.MASTER).link.isSyncing() ? Server.MASTER : Server.BACKUP;
    List<ContractStep> possible = new ArrayList<>();
    add(possible, server.other(), 2, Kind.KILL, Kind.WIPE);
    add(possible, server, 2, Kind.RESET, Kind.PARK, Kind.PROMOTE);
    add(possible, server, 1, Kind.KILL, Kind.STOP);
    if (functions) {
      add(possible, server, 2, Kind.UNPARK);
    }
    return possible;
  }

  /** At the end nothing is held up any more. */
  private static ContractStep lastly(World world) {
    for (Server server : Server.values()) {
      if (world.server(server).hung) {
        return ContractStep.of(Kind.RESUME, server);
      }
    }
    return world.network.open(0, 1) ? null : ContractStep.of(Kind.HEAL, Server.MASTER);
  }

  /** What can be done now; what stands there often is drawn often. */
  private List<ContractStep> possible(World world) {
    List<ContractStep> possible = new ArrayList<>();
    for (Server server : Server.values()) {
      SimServer simServer = world.server(server);
      if (!simServer.up) {
        add(possible, server, 8, Kind.START);
        add(possible, server, 2, Kind.START_AS_MASTER);
      } else if (simServer.hung) {
        add(possible, server, 8, Kind.RESUME);
        add(possible, server, 1, Kind.KILL);
      } else {
        addForRunning(possible, simServer);
      }
    }
    boolean open = world.network.open(0, 1);
    boolean hung = world.server(Server.MASTER).hung || world.server(Server.BACKUP).hung;
    if (!open) {
      add(possible, Server.MASTER, 10, Kind.HEAL);
    } else if (!hung) {
      add(possible, Server.MASTER, 2, Kind.CUT, Kind.RESET);
    }
    return possible;
  }

  private void addForRunning(List<ContractStep> possible, SimServer simServer) {
    Server server = simServer.server;
    boolean follows = !simServer.master && simServer.link.target() == LinkTarget.PEER;
    boolean open = simServer.world.network.open(0, 1);
    boolean awaitsNobody = open && !simServer.peer().hung;
    add(possible, server, simServer.master ? 5 : 1, Kind.WRITE);
    add(possible, server, simServer.master ? 1 : 4, Kind.PROMOTE);
    add(possible, server, simServer.master ? 3 : follows ? 2 : 0, Kind.PARK);
    add(possible, server, simServer.master ? 2 : follows ? 0 : 8, Kind.FOLLOW);
    add(possible, server, copies(simServer) ? 6 : 0, Kind.FOLLOW_SLOWLY);
    boolean logs = simServer.persistence == Persistence.AOF;
    add(possible, server, copies(simServer) && logs ? 6 : 0, Kind.FOLLOW_AND_DIE);
    add(possible, server, 2, Kind.KILL);
    add(possible, server, 1, Kind.WIPE);
    add(possible, server, awaitsNobody ? 1 : 0, Kind.STOP);
    add(possible, server, awaitsNobody ? 1 : 0, Kind.HANG, Kind.CUT_ONE_WAY);
    add(possible, server, simServer.master ? awaited(simServer) ? 6 : 1 : 0, Kind.OVERRUN);
    add(possible, server, simServer.master && simServer.link.feedsPeer() ? 1 : 0, Kind.PING);
    add(possible, server, simServer.persistence == Persistence.RDB ? 2 : 0, Kind.SAVE);
    if (functions) {
      add(possible, server, simServer.master ? 1 : 4, Kind.UNPARK);
      add(possible, server, 1, Kind.WRITE_MARKERS, Kind.FLUSH_FUNCTIONS);
    }
  }

  /** Whether a full copy of the other one's keys can begin. */
  private static boolean copies(SimServer simServer) {
    SimServer peer = simServer.peer();
    boolean follows = !simServer.master && simServer.link.target() == LinkTarget.PEER;
    boolean serves = peer.up && !peer.hung && peer.master && peer.head.keys > 0;
    return !follows && serves && simServer.world.network.open(0, 1);
  }

  /** Whether the other one knows a place in its history, and might ask to go on from there. */
  private static boolean awaited(SimServer simServer) {
    SimServer peer = simServer.peer();
    return !simServer.link.feedsPeer() && !peer.master && peer.link.resumable();
  }

  private static void add(List<ContractStep> possible, Server server, int times, Kind... kinds) {
    for (Kind kind : kinds) {
      for (int i = 0; i < times; i++) {
        possible.add(ContractStep.of(kind, server));
      }
    }
  }

  /** The step with the numbers that it needs. */
  private ContractStep step(Server server, Kind kind) {
    return switch (kind) {
      case PROMOTE, UNPARK, WRITE_MARKERS -> {
        epoch++;
        epoch += server.owns(epoch) ? 0 : 1;
        yield new ContractStep(kind, server, epoch, 0, random.nextBoolean());
      }
      case WRITE, OVERRUN -> {
        int count = kind == Kind.OVERRUN ? SimulatedPair.BACKLOG + 100 : 1 + random.nextInt(5);
        int from = keys;
        keys += count;
        yield new ContractStep(kind, server, from, count, false);
      }
      default -> ContractStep.of(kind, server);
    };
  }
}
