package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.ServerState;
import java.util.Optional;

/** A server's replication: the link to its primary, and the replica that it feeds. */
final class SimLink {
  private enum Status {
    DOWN,
    CONNECTING,
    SYNCING,
    UP
  }

  private static final String NO_HISTORY = "?";

  /** As much as a standby that has lost its primary needs to show. */
  private static final long UNHEARD = 2 * SECOND;

  final Backlog backlog = new Backlog();
  private final SimServer self;
  private LinkTarget target = LinkTarget.PARKING;
  private Status status = Status.DOWN;
  private int generation;

  /** Whether it follows the peer at its translated address. */
  boolean translated;

  private long upSince;

  private long lastHeard;
  private long lastAcknowledged;

  /** Since when it has been heard each second. */
  private long acknowledgedSince;

  /** Whether it knows a place in a history from which a primary could let it go on. */
  private boolean resumable;

  /** The generation of the peer's link that this server feeds, or -1. */
  private int fed = -1;

  /** Full syncs and resumptions that this process has granted. */
  private int fullSyncs;

  private int partialSyncs;

  SimLink(SimServer self) {
    this.self = self;
  }

  private World world() {
    return self.world;
  }

  private SimLink peer() {
    return self.peer().link;
  }

  /** Sends the peer's process something to do. */
  private void tell(Runnable action) {
    tell(0, action);
  }

  private void tell(long delay, Runnable action) {
    SimServer other = self.peer();
    world().network.send(self.party, other.party, delay, () -> other.execute(action));
  }

  LinkTarget target() {
    return target;
  }

  boolean isUp() {
    return !self.master && status == Status.UP;
  }

  /** Whether it has been up for so long. */
  boolean isUpFor(long micros) {
    return isUp() && world().events.now() - upSince >= micros;
  }

  private void nowUp() {
    status = Status.UP;
    upSince = world().events.now();
    lastHeard = upSince;
  }

  boolean isSyncing() {
    return !self.master && status == Status.SYNCING;
  }

  boolean feedsPeer() {
    return fed >= 0;
  }

  boolean resumable() {
    return resumable;
  }

  int fullSyncs() {
    return fullSyncs;
  }

  int partialSyncs() {
    return partialSyncs;
  }

  /** Replicas that have their copy and were heard a moment ago. */
  int replicas() {
    return fed >= 0 && !peer().isSyncing() && hearsReplica() ? 1 : 0;
  }

  private boolean hearsReplica() {
    return world().events.now() - lastAcknowledged < 2 * SECOND;
  }

  /** Whether it has named its replica to everybody who asked in so long a time. */
  boolean feedsReplicaFor(long micros) {
    return replicas() > 0 && world().events.now() - acknowledgedSince >= micros;
  }

  /** Once a second a replica says how far it is. */
  void acknowledge() {
    if (!isUp()) {
      return;
    }
    int mine = generation;
    SimLink other = peer();
    tell(() -> {
      if (other.fed == mine) {
        long now = world().events.now();
        other.acknowledgedSince = other.hearsReplica() ? other.acknowledgedSince : now;
        other.lastAcknowledged = now;
      }
    });
  }

  /**
   * The stream of a living peer may have been held up by a hang of it and by slow replication in
   * turn: that adds up.
   */
  void noteSilence() {
    SimServer sender = peer().self;
    boolean unheard = sender.up && !sender.hung && world().events.now() - lastHeard >= UNHEARD;
    if (status == Status.UP && unheard) {
      world().network.nothingArrivedSince(sender.party, self.party, lastHeard);
    }
  }

  ServerState.Role role() {
    long silent = (world().events.now() - lastHeard) / SECOND;
    boolean linked = status == Status.UP;
    ServerState.Replica link =
        new ServerState.Replica(target, linked, status == Status.SYNCING, linked ? silent : -1);
    return translated && target == LinkTarget.PEER ? SimAddresses.translated(link) : link;
  }

  /** The pair as it stands when the simulation begins: this one follows its peer, in sync. */
  void linkedFromStart() {
    target = LinkTarget.PEER;
    status = Status.UP;
    upSince = -SECOND;
    resumable = true;
    generation = 1;
    peer().fed = 1;
    backlog.begin(0);
    peer().backlog.begin(0);
  }

  void startParked() {
    target = LinkTarget.PARKING;
    status = Status.DOWN;
    fullSyncs = 0;
    partialSyncs = 0;
  }

  /** The process has ended: what the next one knows of its history is what its disk says. */
  void forget(boolean knowsHistory) {
    resumable = knowsHistory;
    backlog.free();
  }

  void becomePrimary() {
    hangUp();
    dropReplica();
  }

  void follow(LinkTarget newTarget) {
    hangUp();
    resumable |= self.master;
    target = newTarget;
    if (newTarget == LinkTarget.PEER) {
      connect(generation, 100);
    }
  }

  void processDied() {
    hangUp();
    dropReplica();
    if (peer().target == LinkTarget.PEER && peer().status == Status.CONNECTING) {
      peer().refusedLater(peer().generation);
    }
  }

  /** Closes the connection to the primary, which learns of it. */
  private void hangUp() {
    generation++;
    if (status == Status.DOWN) {
      return;
    }
    status = Status.DOWN;
    int next = generation;
    SimLink other = peer();
    tell(() -> {
      if (other.fed < next) {
        other.fed = -1;
      }
    });
  }

  /** Both directions between the servers were reset. */
  void reset() {
    fed = -1;
    lost(generation);
  }

  private void dropReplica() {
    if (fed >= 0) {
      int theirs = fed;
      SimLink other = peer();
      tell(() -> other.lost(theirs));
      fed = -1;
    }
  }

  private void lost(int ofGeneration) {
    if (self.up && ofGeneration == generation && !self.master && status != Status.DOWN) {
      status = Status.DOWN;
      generation++;
      connect(generation, 5 * MILLI);
    }
  }

  private void connect(int mine, long delay) {
    world().events.after(delay, () -> self.execute(() -> dial(mine)));
  }

  private void dial(int mine) {
    boolean wanted =
        self.up
            && mine == generation
            && status == Status.DOWN
            && !self.master
            && target == LinkTarget.PEER;
    if (!wanted) {
      return;
    }
    SimServer other = self.peer();
    boolean unreachable = !translated && !world().configured.isEmpty();
    if (unreachable || world().network.reset(self.party, other.party)) {
      connect(mine, SECOND);
      return;
    }
    status = Status.CONNECTING;
    String life = self.runId;
    world().events.after(60 * SECOND, () -> giveUp(mine, life));
    world()
        .network
        .send(
            self.party,
            other.party,
            () -> {
              if (other.up) {
                other.execute(() -> other.link.greet(mine));
              } else {
                refusedLater(mine);
              }
            });
  }

  private void giveUp(int mine, String life) {
    if (mine == generation && status == Status.CONNECTING && self.runId.equals(life)) {
      hangUp();
      connect(generation, 0);
    }
  }

  private void refusedLater(int mine) {
    world()
        .network
        .send(
            self.peer().party,
            self.party,
            () ->
                self.execute(() -> {
                  if (self.up && mine == generation && status == Status.CONNECTING) {
                    status = Status.DOWN;
                    connect(mine, SECOND);
                  }
                }));
  }

  /** A replica's first words: it asks for nothing before they are answered. */
  private void greet(int theirs) {
    if (self.up) {
      SimLink replica = peer();
      tell(() -> replica.ask(theirs));
    }
  }

  /** PSYNC, on the side that follows. */
  private void ask(int mine) {
    if (self.up && mine == generation && status == Status.CONNECTING && !self.master) {
      String id = resumable ? self.replicationId : NO_HISTORY;
      Entry end = self.head;
      SimLink other = peer();
      tell(() -> other.serve(mine, id, end));
    }
  }

  /** PSYNC, on the side that feeds. */
  private void serve(int theirs, String theirId, Entry theirEnd) {
    SimLink replica = peer();
    if (!self.up || self.loading || (!self.master && status != Status.UP)) {
      replica.refusedLater(theirs);
      return;
    }
    if (fed >= 0 && fed > theirs) {
      return;
    }
    fed = theirs;
    lastAcknowledged = world().events.now();
    if (!backlog.exists()) {
      self.historyBegins();
    }
    boolean current = theirId.equals(self.replicationId) && theirEnd.offset <= self.head.offset;
    boolean former =
        self.formerId.equals(Optional.of(theirId)) && theirEnd.offset + 1 <= self.formerOffset;
    boolean kept = backlog.reachesBackTo(theirEnd.offset, self.head.offset, world().backlogEntries);
    if ((current || former) && kept) {
      partialSyncs++;
      partial(replica, theirs, theirId, theirEnd);
    } else {
      fullSyncs++;
      full(replica, theirs);
    }
  }

  private void partial(SimLink replica, int theirs, String theirId, Entry theirEnd) {
    if (!sameData(self.head.at(theirEnd.offset), theirEnd)) {
      world()
          .ledger
          .violation(
              "MERGE",
              replica.self.server
                  + " resumes at "
                  + theirId
                  + ":"
                  + theirEnd.offset
                  + " with other data than "
                  + self.server);
    }
    String id = self.replicationId;
    Entry end = self.head;
    tell(() -> replica.resumed(theirs, id, theirId, theirEnd, end));
  }

  private static boolean sameData(Entry one, Entry other) {
    return one == other;
  }

  private void resumed(int mine, String id, String oldId, Entry oldEnd, Entry end) {
    if (!self.up || generation != mine || self.master) {
      return;
    }
    if (!self.replicationId.equals(id)) {
      self.formerId = Optional.of(oldId);
      self.formerOffset = oldEnd.offset + 1;
      self.replicationId = id;
      dropReplica();
    }
    if (!backlog.exists()) {
      backlog.begin(oldEnd.offset);
    }
    nowUp();
    if (end.offset > self.head.offset) {
      self.head = end;
    }
    world().trace(self.server + " resumed from " + self.peer().server + " at " + oldEnd.offset);
    askForRest(mine);
  }

  private void full(SimLink replica, int theirs) {
    Entry snapshot = self.head;
    String id = self.replicationId;
    String life = self.runId;
    tell(() -> {
      if (replica.self.up && replica.generation == theirs && replica.status == Status.CONNECTING) {
        replica.status = Status.SYNCING;
      }
    });
    long duration = 100 * MILLI + world().random.nextInt((int) (800 * MILLI));
    tell(
        duration,
        () -> {
          boolean alive = self.up && self.runId.equals(life);
          if (alive && self.replicationId.equals(id) && fed == theirs) {
            replica.replaced(theirs, id, snapshot);
          }
        });
  }

  private void replaced(int mine, String id, Entry snapshot) {
    boolean waiting = status == Status.SYNCING || status == Status.CONNECTING;
    if (!self.up || generation != mine || !waiting || self.master) {
      return;
    }
    self.replaceBy(snapshot, id);
    backlog.begin(snapshot.offset);
    resumable = true;
    nowUp();
    dropReplica();
    self.disk.save();
    world().trace(self.server + " FULL SYNC from " + self.peer().server + " at " + snapshot.offset);
    askForRest(mine);
  }

  private void askForRest(int mine) {
    SimLink other = peer();
    tell(() -> other.feedIf(mine));
  }

  private void feedIf(int theirs) {
    if (self.up && fed == theirs) {
      feed();
    }
  }

  /** Sends the newest entry to the replica. */
  void feed() {
    if (fed < 0) {
      return;
    }
    int theirs = fed;
    Entry end = self.head;
    SimLink other = peer();
    tell(world().slowReplication, () -> other.received(theirs, end));
  }

  private void received(int mine, Entry end) {
    if (!self.up || mine != generation || status != Status.UP) {
      return;
    }
    lastHeard = world().events.now();
    boolean newer =
        end.offset > self.head.offset || !end.replicationId.equals(self.head.replicationId);
    if (end != self.head && newer) {
      self.head = end;
      feed();
    }
  }

  @Override
  public String toString() {
    return "replica of " + target + " " + status;
  }
}
