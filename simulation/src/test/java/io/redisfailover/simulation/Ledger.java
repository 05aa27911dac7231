package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.MILLI;
import static io.redisfailover.simulation.Events.SECOND;

import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every client remembers, and everything that happened to the data: the judge of a history.
 * Losses are sorted by {@link LossVerdict}.
 */
final class Ledger {
  /** A write: who took it, in which line, when it was applied and acknowledged. */
  static final class Write {
    Node server;
    long line;
    int offset;
    String history;
    long appliedAt = -1;
    long acknowledgedAt = -1;
    SimServer.Death destroyedBy;
    long destroyedAt;
    boolean replaced;
  }

  /** A promotion: the data that it went on with. */
  record Promotion(
      long at,
      Node node,
      Entry end,
      long line,
      String why,
      int by,
      long promoterSlept,
      BitSet writes) {}

  /** A time in which a server was dead or hung. */
  record Bad(Node node, long from, long to) {}

  final World world;
  final List<Write> writes = new ArrayList<>();
  final List<Promotion> promotions = new ArrayList<>();
  final List<Bad> badTimes = new ArrayList<>();
  final Map<String, String> violations = new TreeMap<>();
  private final Map<Node, Long> newestLine = new EnumMap<>(Node.class);
  private final Map<Node, Long> newestLineAt = new EnumMap<>(Node.class);
  int unplannedPromotions;
  boolean allCopiesDestroyed;

  Ledger(World world) {
    this.world = world;
  }

  void violation(String kind, String detail) {
    String at = "at " + world.events.now() / MILLI + " ms: " + detail;
    if (violations.putIfAbsent(kind, at) == null) {
      world.trace("!!! " + kind + " " + detail);
    }
  }

  int newWrite() {
    writes.add(new Write());
    return writes.size() - 1;
  }

  void applied(int id, SimServer server) {
    Write write = writes.get(id);
    write.server = server.node;
    write.line = server.lineNumber;
    write.offset = server.head.offset;
    write.history = server.replicationId;
    write.appliedAt = world.events.now();
  }

  void acknowledged(int id, SimProxy proxy) {
    Write write = writes.get(id);
    write.acknowledgedAt = world.events.now();
    checkOlderLine(write, proxy);
    if (write.line > newestLine.getOrDefault(write.server, 0L)) {
      newestLine.put(write.server, write.line);
      newestLineAt.put(write.server, world.events.now());
    }
  }

  /** An older line must not go on acknowledging beside a newer one, but in a full split. */
  private void checkOlderLine(Write write, SimProxy proxy) {
    Node other = write.server.other();
    long since = newestLineAt.getOrDefault(other, 0L);
    boolean newerElsewhere = newestLine.getOrDefault(other, 0L) > write.line && since > 0;
    if (!newerElsewhere || wasBad(other, since, world.events.now()) || !world.server(other).up) {
      return;
    }
    long resumed = world.server(write.server).resumedAt;
    long overlap = write.appliedAt - Math.max(since, resumed);
    boolean split = wasSplit(write.server, since - 3 * SECOND, world.events.now());
    if (overlap > 500 * MILLI && !split) {
      violation(
          "TWO LINES ACKNOWLEDGE",
          proxy
              + " acknowledges on "
              + write.server
              + " in line "
              + write.line
              + ", "
              + overlap / MILLI
              + " ms after line "
              + newestLine.get(other)
              + " did");
    }
  }

  /** Whether the servers were cut from each other and some observer from this one. */
  boolean wasSplit(Node node, long from, long to) {
    return world.network.wasCut(0, 1, from, to)
        && world.network.wasCutFromAnObserver(Party.of(node), from, to);
  }

  /** A server's bad time has ended now. */
  void recovered(SimServer server) {
    badTimes.add(new Bad(server.node, server.badSince, world.events.now()));
  }

  boolean wasBad(Node node, long from, long to) {
    SimServer server = world.server(node);
    boolean now = (!server.up || server.hung) && server.badSince <= to;
    return now
        || badTimes.stream().anyMatch(bad -> bad.node == node && bad.from <= to && bad.to >= from);
  }

  /** A server starts with other data than it stopped with: note the last copies that are gone. */
  void dataReplaced(SimServer server, Entry before, Entry after, SimServer.Death death) {
    if (before == after) {
      return;
    }
    if (!server.peer().up && after == null) {
      allCopiesDestroyed = true;
    }
    BitSet gone = lastCopiesGone(server, before, after);
    boolean graceful = death == SimServer.Death.GRACEFUL && handedOver(server);
    for (int id = gone.nextSetBit(0); id >= 0; id = gone.nextSetBit(id + 1)) {
      writes.get(id).destroyedBy = graceful ? SimServer.Death.GRACEFUL : SimServer.Death.KILL;
      writes.get(id).destroyedAt = world.events.now();
    }
  }

  private static boolean handedOver(SimServer server) {
    SimServer peer = server.peer();
    boolean newer = peer.master && peer.head.number() > server.head.number();
    return !server.startsAsMaster && peer.up && !peer.hung && (peer.link.isUp() || newer);
  }

  /** A full sync overwrites a data set. */
  void fullSync(SimServer replica, Entry snapshot) {
    boolean older = replica.head.number() > snapshot.number() && replica.head.keys > 0;
    // What a standby copies from a server that did not start parked is named in what may be lost.
    if (older && !world.functionsFlushed && !replica.peer().foreign) {
      violation(
          "OVERWRITTEN BY OLDER",
          replica.node
              + " held line "
              + replica.head.number()
              + " and copies line "
              + snapshot.number());
    }
    BitSet gone = lastCopiesGone(replica, replica.head, snapshot);
    for (int id = gone.nextSetBit(0); id >= 0; id = gone.nextSetBit(id + 1)) {
      writes.get(id).replaced = true;
    }
  }

  private BitSet lastCopiesGone(SimServer server, Entry before, Entry after) {
    BitSet gone = before.writes();
    if (after != null) {
      gone.andNot(after.writes());
    }
    gone.andNot(server.peer().head.writes());
    return gone;
  }

  void promoted(SimServer server, long line, String why, int by) {
    SimServer other = server.peer();
    world.trace(
        server.node
            + " PROMOTED by "
            + Party.name(by)
            + " to line "
            + line
            + " at "
            + server.head.offset
            + " ("
            + why
            + ")");
    long slept = Party.isServer(by) ? 0 : world.process(by).justSlept();
    promotions.add(
        new Promotion(
            world.events.now(),
            server.node,
            server.head,
            line,
            why,
            by,
            slept,
            server.head.writes()));
    if (why.startsWith("switch")) {
      return;
    }
    unplannedPromotions++;
    boolean wasParked = server.link.target() == LinkTarget.PARKING;
    if (other.up && !other.hung && other.master && !wasParked && world.faultsHarmless) {
      violation("UNNEEDED FAILOVER", server.node + " although " + other.node + " was well: " + why);
    }
  }

  /** A line is begun although a newer one was begun before, and nobody was cut off from it. */
  void checkStale(SimServer server, long number, String why) {
    SimServer other = server.peer();
    boolean newer = other.head.number() > number && other.up && !other.hung;
    if (newer && !wasSplit(server.node, world.events.now() - 4 * SECOND, world.events.now())) {
      violation(
          "STALE LINE BEGUN",
          server.node
              + " begins line "
              + number
              + " after "
              + other.node
              + " began line "
              + other.head.number()
              + ": "
              + why);
    }
  }

  private static boolean isOwn(SimServer server) {
    return server.head.markers.effective().filter(m -> m.node() == server.node).isPresent();
  }

  void checkEqualLines(SimServer server, String why) {
    SimServer other = server.peer();
    boolean bothOwn = isOwn(server) && isOwn(other);
    if (bothOwn && other.up && other.master && other.head.number() == server.head.number()) {
      violation("EQUAL LINES", "both are masters of line " + server.head.number() + ": " + why);
    }
  }
}
