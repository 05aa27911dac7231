package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Server;
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
  /** A write: who took it, in which epoch, when it was applied and acknowledged. */
  static final class Write {
    Server server;
    long epoch;
    int offset;
    String history;
    long appliedAt = -1;
    long acknowledgedAt = -1;

    /** The proxy that passed the acknowledgement on. */
    int by;

    SimServer.Death destroyedBy;
    long destroyedAt;

    /**
     * Its last copy was overwritten by what the standby copied from a foreign server, and nobody
     * could have parked the standby before.
     */
    boolean overwritten;
  }

  /** A promotion: the data that it went on with. */
  record Promotion(
      long at,
      Server server,
      Entry end,
      long epoch,
      String why,
      int by,
      long promoterSlept,
      BitSet writes) {}

  /** A time in which a server was dead or hung. */
  record Bad(Server server, long from, long to) {}

  final World world;
  final List<Write> writes = new ArrayList<>();
  final List<Promotion> promotions = new ArrayList<>();
  final List<Bad> badTimes = new ArrayList<>();
  final Map<String, String> violations = new TreeMap<>();
  private final Map<Server, Long> newestEpoch = new EnumMap<>(Server.class);
  private final Map<Server, Long> newestEpochAt = new EnumMap<>(Server.class);
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

  /**
   * A running standby is taken for a foreign server's, by somebody who could ask both: its link has
   * been up for a while, so both have been the same processes since then, and the active server has
   * heard and named it for as long: it does not name one that a cut network kept from it.
   */
  void checkForeign(SimServer standby, String why, int by) {
    SimServer active = standby.peer();
    long now = world.events.now();
    boolean running =
        standby.link.isUpFor(SECOND)
            && active.master
            && active.link.feedsReplicaFor(SECOND)
            && active.replicationId.equals(standby.replicationId);
    boolean asked =
        !active.hung
            && active.resumedBefore(now) < Math.max(0, now - SECOND)
            && !world.network.wasCut(by, active.party, now - SECOND, now);
    if (why.endsWith("follows a foreign server") && running && asked) {
      violation("STANDBY TAKEN FOR A FOREIGN ONE", standby.server + ": " + why);
    }
  }

  int newWrite() {
    writes.add(new Write());
    return writes.size() - 1;
  }

  void applied(int id, SimServer simServer) {
    Write write = writes.get(id);
    write.server = simServer.server;
    write.epoch = simServer.epochNumber;
    write.offset = simServer.head.offset;
    write.history = simServer.replicationId;
    write.appliedAt = world.events.now();
  }

  void acknowledged(int id, SimProxy proxy) {
    Write write = writes.get(id);
    write.acknowledgedAt = world.events.now();
    write.by = proxy.party;
    checkOlderEpoch(write, proxy);
    if (write.epoch > newestEpoch.getOrDefault(write.server, 0L)) {
      newestEpoch.put(write.server, write.epoch);
      newestEpochAt.put(write.server, world.events.now());
    }
  }

  /** An older epoch must not go on acknowledging beside a newer one, but in a full split. */
  private void checkOlderEpoch(Write write, SimProxy proxy) {
    Server other = write.server.other();
    long since = newestEpochAt.getOrDefault(other, 0L);
    boolean newerElsewhere = newestEpoch.getOrDefault(other, 0L) > write.epoch && since > 0;
    if (!newerElsewhere || wasBad(other, since, world.events.now()) || !world.server(other).up) {
      return;
    }
    long answers = world.server(write.server).answersSince();
    long overlap = write.appliedAt - Math.max(since, answers);
    boolean split = wasSplit(write.server, since - 3 * SECOND, world.events.now());
    if (overlap > 500 * MILLI + world.network.roundTrips() && !split) {
      violation(
          "TWO EPOCHS ACKNOWLEDGE",
          proxy
              + " acknowledges on "
              + write.server
              + " in epoch "
              + write.epoch
              + ", "
              + overlap / MILLI
              + " ms after epoch "
              + newestEpoch.get(other)
              + " did");
    }
  }

  /** Whether the servers were cut from each other and some observer from this one. */
  boolean wasSplit(Server server, long from, long to) {
    return world.network.wasCut(0, 1, from, to)
        && world.network.wasCutFromAnObserver(Party.of(server), from, to);
  }

  /** A server's bad time has ended now. */
  void recovered(SimServer simServer) {
    badTimes.add(new Bad(simServer.server, simServer.badSince, world.events.now()));
  }

  boolean wasBad(Server server, long from, long to) {
    SimServer simServer = world.server(server);
    boolean now = (!simServer.up || simServer.hung) && simServer.badSince <= to;
    return now
        || badTimes.stream()
            .anyMatch(bad -> bad.server == server && bad.from <= to && bad.to >= from);
  }

  /** A server starts with other data than it stopped with: note the last copies that are gone. */
  void dataReplaced(SimServer simServer, Entry before, Entry after, SimServer.Death death) {
    if (before == after) {
      return;
    }
    if (!simServer.peer().up && after == null) {
      allCopiesDestroyed = true;
    }
    BitSet gone = lastCopiesGone(simServer, before, after);
    boolean graceful = death == SimServer.Death.GRACEFUL && handedOver(simServer);
    for (int id = gone.nextSetBit(0); id >= 0; id = gone.nextSetBit(id + 1)) {
      writes.get(id).destroyedBy = graceful ? SimServer.Death.GRACEFUL : SimServer.Death.KILL;
      writes.get(id).destroyedAt = world.events.now();
    }
  }

  private static boolean handedOver(SimServer simServer) {
    SimServer peer = simServer.peer();
    boolean newer = peer.master && peer.number() > simServer.number();
    return !simServer.startsAsPrimary && peer.up && !peer.hung && (peer.link.isUp() || newer);
  }

  /** A full sync overwrites a data set. */
  void fullSync(SimServer replica, Entry snapshot) {
    boolean older = replica.number() > snapshot.number() && replica.head.keys > 0;
    // What a standby copies from a server that did not start parked is named in what may be lost.
    if (older && !world.functionsFlushed && !replica.peer().foreign) {
      violation(
          "OVERWRITTEN BY OLDER",
          replica.server
              + " held epoch "
              + replica.number()
              + " and copies epoch "
              + snapshot.number());
    }
    // A standby that stands still takes no park, and copies in the moment in which it goes on.
    long now = world.events.now();
    if (replica.peer().foreign && wasBad(replica.server, now - EventQueue.SECOND, now)) {
      lastCopiesGone(replica, replica.head, snapshot).stream()
          .forEach(id -> writes.get(id).overwritten = true);
    }
  }

  private BitSet lastCopiesGone(SimServer simServer, Entry before, Entry after) {
    BitSet gone = before.writes();
    if (after != null) {
      gone.andNot(after.writes());
    }
    gone.andNot(simServer.peer().head.writes());
    return gone;
  }

  void promoted(SimServer simServer, long epoch, String why, int by) {
    SimServer other = simServer.peer();
    world.trace(
        simServer.server
            + " PROMOTED by "
            + Party.name(by)
            + " to epoch "
            + epoch
            + " at "
            + simServer.head.offset
            + " ("
            + why
            + ")");
    long slept = Party.isServer(by) ? 0 : world.process(by).justSlept();
    promotions.add(
        new Promotion(
            world.events.now(),
            simServer.server,
            simServer.head,
            epoch,
            why,
            by,
            slept,
            simServer.head.writes()));
    if (why.startsWith("switch")) {
      return;
    }
    unplannedPromotions++;
    boolean wasParked = simServer.link.target() == LinkTarget.PARKING;
    if (other.up && !other.hung && other.master && !wasParked && world.faultsHarmless) {
      violation(
          "UNNEEDED FAILOVER",
          simServer.server + " although " + other.server + " was well: " + why);
    }
  }

  /** An epoch is begun although a newer one was begun before, and nobody was cut off from it. */
  void checkStale(SimServer simServer, long number, String why) {
    SimServer other = simServer.peer();
    boolean newer = other.number() > number && other.up && !other.hung;
    if (newer && !wasSplit(simServer.server, world.events.now() - 4 * SECOND, world.events.now())) {
      violation(
          "STALE EPOCH BEGUN",
          simServer.server
              + " begins epoch "
              + number
              + " after "
              + other.server
              + " began epoch "
              + other.number()
              + ": "
              + why);
    }
  }

  private static boolean isOwn(SimServer simServer) {
    return simServer.marker().filter(m -> m.server() == simServer.server).isPresent();
  }

  void checkEqualEpochs(SimServer simServer, String why) {
    SimServer other = simServer.peer();
    boolean bothOwn = isOwn(simServer) && isOwn(other);
    if (bothOwn && other.up && other.master && other.number() == simServer.number()) {
      violation("EQUAL EPOCHS", "both are primaries of epoch " + simServer.number() + ": " + why);
    }
  }
}
