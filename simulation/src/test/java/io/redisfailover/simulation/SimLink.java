package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.MILLI;
import static io.redisfailover.simulation.Events.SECOND;

import io.redisfailover.failover.policy.ServerFacts.Persistence;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.ServerState;
import java.util.Optional;

/** A server's replication: the link to its master, and the replica that it feeds. */
final class SimLink {
  private enum Status {
    DOWN,
    CONNECTING,
    SYNCING,
    UP
  }

  private final SimServer self;
  private LinkTarget target = LinkTarget.PARKING;
  private Status status = Status.DOWN;
  private int generation;
  private int backlogStart = 1;
  private long lastHeard;
  private long lastAcknowledged;

  /** The generation of the peer's link that this server feeds, or -1. */
  private int fed = -1;

  SimLink(SimServer self) {
    this.self = self;
  }

  private World world() {
    return self.world;
  }

  private SimLink peer() {
    return self.peer().link;
  }

  LinkTarget target() {
    return target;
  }

  boolean isUp() {
    return !self.master && status == Status.UP;
  }

  boolean feedsPeer() {
    return fed >= 0;
  }

  /** Replicas that were heard a moment ago. */
  int replicas() {
    return fed >= 0 && world().events.now() - lastAcknowledged < 2 * SECOND ? 1 : 0;
  }

  /** Once a second a replica says how far it is. */
  void acknowledge() {
    if (!isUp()) {
      return;
    }
    int mine = generation;
    SimServer other = self.peer();
    world()
        .network
        .send(
            self.party,
            other.party,
            () ->
                other.execute(() -> {
                  if (other.link.fed == mine) {
                    other.link.lastAcknowledged = world().events.now();
                  }
                }));
  }

  ServerState.Role role() {
    long silent = (world().events.now() - lastHeard) / SECOND;
    boolean linked = status == Status.UP;
    return new ServerState.Replica(target, linked, status == Status.SYNCING, linked ? silent : -1);
  }

  /** The pair as it stands when the simulation begins: this one follows its peer, in sync. */
  void linkedFromStart() {
    target = LinkTarget.PEER;
    status = Status.UP;
    generation = 1;
    peer().fed = 1;
  }

  void startParked() {
    target = LinkTarget.PARKING;
    status = Status.DOWN;
  }

  void becomeMaster() {
    generation++;
    status = Status.DOWN;
    dropReplica();
  }

  void historyBegins() {
    backlogStart = self.head.offset + 1;
  }

  void follow(LinkTarget newTarget) {
    target = newTarget;
    generation++;
    status = Status.DOWN;
    if (newTarget == LinkTarget.PEER) {
      connect(generation, 100);
    }
  }

  void processDied() {
    generation++;
    status = Status.DOWN;
    dropReplica();
    SimServer other = self.peer();
    int mine = generation;
    world()
        .network
        .send(
            self.party,
            other.party,
            () ->
                other.execute(() -> {
                  if (other.link.fed >= 0 && other.link.fed < mine) {
                    other.link.fed = -1;
                  }
                }));
    if (peer().target == LinkTarget.PEER && peer().status == Status.CONNECTING) {
      peer().refusedLater(peer().generation);
    }
  }

  /** Both directions between the servers were reset. */
  void reset() {
    fed = -1;
    lost(generation);
  }

  private void dropReplica() {
    if (fed >= 0) {
      int theirs = fed;
      SimServer other = self.peer();
      world()
          .network
          .send(self.party, other.party, () -> other.execute(() -> other.link.lost(theirs)));
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
    if (world().network.reset(self.party, other.party)) {
      connect(mine, SECOND);
      return;
    }
    status = Status.CONNECTING;
    String life = self.runId;
    world().events.after(60 * SECOND, () -> giveUp(mine, life));
    String id = self.replicationId;
    Entry end = self.head;
    world()
        .network
        .send(
            self.party,
            other.party,
            () -> {
              if (other.up) {
                other.execute(() -> other.link.serve(mine, id, end));
              } else {
                refusedLater(mine);
              }
            });
  }

  private void giveUp(int mine, String life) {
    if (mine == generation && status == Status.CONNECTING && self.runId.equals(life)) {
      status = Status.DOWN;
      connect(mine, 0);
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
    boolean current = theirId.equals(self.replicationId) && theirEnd.offset <= self.head.offset;
    boolean former =
        self.formerId.equals(Optional.of(theirId)) && theirEnd.offset + 1 <= self.formerOffset;
    if ((current || former) && theirEnd.offset + 1 >= backlogStart) {
      partial(replica, theirs, theirId, theirEnd);
    } else {
      full(replica, theirs);
    }
  }

  private void partial(SimLink replica, int theirs, String theirId, Entry theirEnd) {
    if (!sameData(self.head.at(theirEnd.offset), theirEnd)) {
      world()
          .ledger
          .violation(
              "MERGE",
              replica.self.node
                  + " resumes at "
                  + theirId
                  + ":"
                  + theirEnd.offset
                  + " with other data than "
                  + self.node);
    }
    String id = self.replicationId;
    Entry end = self.head;
    world()
        .network
        .send(
            self.party,
            replica.self.party,
            () -> replica.self.execute(() -> replica.resumed(theirs, id, theirId, theirEnd, end)));
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
    status = Status.UP;
    lastHeard = world().events.now();
    if (end.offset > self.head.offset) {
      self.head = end;
    }
    world().trace(self.node + " resumed from " + self.peer().node + " at " + oldEnd.offset);
    askForRest(mine);
  }

  private void full(SimLink replica, int theirs) {
    Entry snapshot = self.head;
    String id = self.replicationId;
    String life = self.runId;
    SimServer other = replica.self;
    world()
        .network
        .send(
            self.party,
            other.party,
            () ->
                other.execute(() -> {
                  if (other.up
                      && replica.generation == theirs
                      && replica.status == Status.CONNECTING) {
                    replica.status = Status.SYNCING;
                  }
                }));
    long duration = 100 * MILLI + world().random.nextInt((int) (800 * MILLI));
    world()
        .network
        .send(
            self.party,
            other.party,
            duration,
            () ->
                other.execute(() -> {
                  boolean alive = self.up && self.runId.equals(life);
                  if (alive && self.replicationId.equals(id) && fed == theirs) {
                    replica.replaced(theirs, id, snapshot);
                  }
                }));
  }

  private void replaced(int mine, String id, Entry snapshot) {
    boolean waiting = status == Status.SYNCING || status == Status.CONNECTING;
    if (!self.up || generation != mine || !waiting || self.master) {
      return;
    }
    world().ledger.fullSync(self, snapshot);
    self.head = snapshot;
    self.replicationId = id;
    self.formerId = Optional.empty();
    self.formerOffset = -1;
    self.newVolume = false;
    historyBegins();
    status = Status.UP;
    lastHeard = world().events.now();
    dropReplica();
    if (self.persistence == Persistence.RDB) {
      self.savedHead = snapshot;
      self.savedId = id;
    }
    world().trace(self.node + " FULL SYNC from " + self.peer().node + " at " + snapshot.offset);
    askForRest(mine);
  }

  private void askForRest(int mine) {
    SimServer other = self.peer();
    world()
        .network
        .send(self.party, other.party, () -> other.execute(() -> other.link.feedIf(mine)));
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
    SimServer other = self.peer();
    world()
        .network
        .send(
            self.party,
            other.party,
            world().slowReplication,
            () -> other.execute(() -> other.link.received(theirs, end)));
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
