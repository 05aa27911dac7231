package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import io.redisfailover.simulation.Ledger.Promotion;
import io.redisfailover.simulation.Ledger.Write;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sorts every acknowledged write that is not in the surviving history: the tail of a crash or a
 * hang, the losing side of a full split, data destroyed with their last copy, what a standby copied
 * from a foreign server over it, or a violation.
 */
final class LossVerdict {
  /** More than the allowed lag and what is in flight cannot be a crash's tail. */
  static final int LONGEST_TAIL = World.MAX_LAG + 60;

  /** A promotion rests on a probe of at most 200 ms before; the server may resume in between. */
  private static final long DECISION = 250 * MILLI;

  /** The moment in which a hung server resumes, does what has come meanwhile, and is superseded. */
  private static final long HANG_TAIL = 250 * MILLI;

  private final World world;
  private final Ledger ledger;
  private final Map<String, Integer> counts = new TreeMap<>();

  LossVerdict(World world) {
    this.world = world;
    this.ledger = world.ledger;
  }

  /** Judges; what is not allowed becomes a violation of the ledger. */
  Map<String, Integer> judge(SimServer active) {
    BitSet surviving = active.head.writes();
    int all = ledger.writes.size();
    for (int id = surviving.nextClearBit(0); id < all; id = surviving.nextClearBit(id + 1)) {
      Write write = ledger.writes.get(id);
      if (write.acknowledgedAt >= 0) {
        String kind = kind(id, write);
        counts.merge(kind, 1, Integer::sum);
        if (kind.startsWith("LOST") && counts.get(kind) == 1) {
          world.trace(
              "lost write "
                  + id
                  + " acknowledged at "
                  + write.acknowledgedAt / MILLI
                  + " on "
                  + write.server
                  + " in epoch "
                  + write.epoch
                  + ": "
                  + kind);
        }
      }
    }
    counts.forEach(this::complain);
    return counts;
  }

  private void complain(String kind, int count) {
    if (kind.startsWith("LOST")) {
      ledger.violation(kind, count + " acknowledged writes");
    }
    // Of three clients that write each few milliseconds, more is in flight from afar.
    long longest = LONGEST_TAIL + world.network.roundTrips() / (4 * MILLI);
    if (kind.equals("tail") && count > longest) {
      ledger.violation("LONG TAIL", count + " acknowledged writes");
    }
    if (world.onlyPlanned && !ledger.allCopiesDestroyed) {
      ledger.violation("LOST IN A PLANNED HISTORY", count + " " + kind);
    }
  }

  private String kind(int id, Write write) {
    if (write.destroyedBy == SimServer.Death.KILL) {
      return "destroyed";
    }
    boolean stopped = write.destroyedBy == SimServer.Death.GRACEFUL;
    if (stopped && losingSide(write)) {
      return "split";
    }
    if (stopped && isOnlyCopy(write)) {
      return "destroyed";
    }
    Promotion after = null;
    Promotion before = null;
    for (Promotion promotion : ledger.promotions) {
      boolean later = stopped && promotion.at() > write.destroyedAt;
      if (promotion.server() == write.server || promotion.writes().get(id) || later) {
        continue;
      }
      if (promotion.at() <= write.appliedAt && promotion.epoch() > write.epoch) {
        after = promotion;
      } else if (promotion.at() > write.appliedAt && before == null) {
        before = promotion;
      }
    }
    if (after != null) {
      return takenAfter(write, after);
    }
    if (before != null) {
      return takenBefore(write, before);
    }
    if (write.overwritten) {
      return "overwritten";
    }
    return stopped ? "LOST AT A GRACEFUL STOP" : "LOST WITHOUT A PROMOTION";
  }

  /** Its server keeps nothing on disk, and was stopped while its standby was cut from it. */
  private boolean isOnlyCopy(Write write) {
    return world.server(write.server).persistence == Persistence.NONE
        && world.network.wasCut(0, 1, write.destroyedAt - SECOND, write.destroyedAt);
  }

  /** Taken by the old server after the new one had been promoted. */
  private String takenAfter(Write write, Promotion promotion) {
    if (ledger.wasSplit(write.server, promotion.at() - 4 * SECOND, write.appliedAt)) {
      return "split";
    }
    long resumed = world.server(write.server).resumedBefore(write.appliedAt);
    long sinceResume = write.appliedAt - resumed;
    long decided =
        promotion.at() - DECISION - world.network.roundTrips() - promotion.promoterSlept();
    // The others do not know of a promotion that its promoter sends after it has stood still.
    long slept = write.by == promotion.by() ? 0 : promotion.promoterSlept();
    boolean hangTail =
        resumed > decided
            && sinceResume >= 0
            && sinceResume < hangTail() + slept + world.slowestReplication;
    return hangTail ? "hang tail" : "LOST AFTER A PROMOTION";
  }

  /** Taken by the old server before, but not copied: allowed only if that server was gone. */
  private String takenBefore(Write write, Promotion promotion) {
    Server server = write.server;
    boolean beyond =
        write.offset > promotion.end().offset
            || !promotion.end().replicationId.equals(write.history);
    long dead =
        write.appliedAt
            - 100 * MILLI
            - world.network.roundTrips()
            - world.slowestReplication
            - promotion.promoterSlept();
    boolean cut =
        world.network.wasCut(0, 1, write.appliedAt - 3 * SECOND, promotion.at())
            && (world.network.wasCut(
                    promotion.by(), Party.of(server), write.appliedAt - 3 * SECOND, promotion.at())
                || world.network.wasCutFromAnObserver(
                    Party.of(server), write.appliedAt - 3 * SECOND, promotion.at()));
    if (cut) {
      return "split";
    }
    long resumed = world.server(server).resumedBefore(write.appliedAt);
    if (resumed >= 0
        && write.appliedAt - resumed < hangTail()
        && promotion.at() - resumed < hangTail()) {
      return "hang tail";
    }
    if (!beyond || !ledger.wasBad(server, dead, promotion.at())) {
      return "LOST BEFORE A PROMOTION";
    }
    // What waited for a server that hung is served at once: no count bounds the tail of that.
    return write.appliedAt == resumed ? "burst tail" : "tail";
  }

  private long hangTail() {
    return HANG_TAIL + world.network.roundTrips();
  }

  private boolean losingSide(Write write) {
    return ledger.promotions.stream()
        .anyMatch(promotion ->
            promotion.server() != write.server
                && promotion.epoch() > write.epoch
                && ledger.wasSplit(
                    write.server,
                    promotion.at() - 4 * SECOND,
                    Math.max(promotion.at(), write.appliedAt)));
  }
}
