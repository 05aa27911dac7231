package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import io.redisfailover.failover.policy.proxy.ProxyState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model of a Redis server: its process, its data on disk, its clients. Links are its {@link
 * SimLink}.
 */
final class SimServer {
  final World world;
  final Server server;
  final int party;
  final SimLink link;
  final SimClients clients = new SimClients(this);
  final Disk disk;
  private final Map<Object, Deque<Runnable>> inbox = new LinkedHashMap<>();

  boolean up = true;
  boolean hung;

  /** Whether it computes while it is hung, as with a long command. */
  private boolean busy;

  private long workedMillis;
  boolean loading;
  boolean master;
  String runId;
  String replicationId;
  Optional<String> formerId = Optional.empty();
  int formerOffset = -1;
  Entry head;
  Persistence persistence = Persistence.NONE;

  /** Whether its disk is a new one since the newest epoch began; further starts do not end that. */
  boolean newVolume;

  /** Whether it has too little memory for the data of the other one, until the faults end. */
  boolean small;

  boolean startsAsPrimary;

  /** Whether this process did not start parked, which is outside of what the protocol promises. */
  boolean foreign;

  boolean stopping;
  boolean refusesWrites;
  long badSince;
  private final NavigableSet<Long> resumptions = new TreeSet<>();
  private long startedAt;
  private String parkedWhy = "";
  private long parkerSlept;
  private boolean parkedTooLate;

  /** The number of the epoch that it was made active in; only the checker reads it. */
  long epochNumber = 1;

  SimServer(World world, Server server) {
    this.world = world;
    this.server = server;
    this.party = Party.of(server);
    this.runId = world.newRunId();
    this.replicationId = world.newReplicationId();
    this.head = Entry.empty(replicationId);
    this.link = new SimLink(this);
    this.disk = new Disk(this);
  }

  SimServer peer() {
    return world.server(server.other());
  }

  /** Runs when the process gets to it: a hung one has it in the link's socket buffer. */
  void execute(Runnable action) {
    execute(this, action);
  }

  /** The same for one connection. What a hung process finds on others may come before or after. */
  void execute(Object connection, Runnable action) {
    if (hung) {
      inbox.computeIfAbsent(connection, key -> new ArrayDeque<>()).add(action);
    } else {
      action.run();
    }
  }

  /** What it answers, with its markers if they are asked for. */
  ProbeAnswer answer(boolean markers) {
    if (loading) {
      return new ProbeAnswer.Errored(
          new ErrorReply(ErrorReply.Kind.LOADING, "LOADING"), Optional.of(runId));
    }
    return new ProbeAnswer.Answered(state(markers));
  }

  ServerState state() {
    return state(true);
  }

  private ServerState state(boolean markers) {
    ServerState.Role role = master ? new ServerState.Primary() : link.role();
    boolean marked = world.guards.on(Guard.MARKER);
    return new ServerState(
        runId,
        role,
        replicationId,
        offset(),
        formerId,
        formerOffset,
        markers ? (marked ? head.markers : Markers.NONE) : Markers.flawed(Markers.Flaw.UNREAD),
        marked,
        head.keys,
        link.replicas(),
        1,
        Optional.empty(),
        workedMillis,
        new ServerState.Ports(party, link.replicas() > 0 ? Set.of(peer().party) : Set.of()));
  }

  /** What INFO calls its offset: a replica that knows no history says 1. */
  private int offset() {
    return master || link.resumable() ? head.offset : 1;
  }

  /**
   * Whether a switchover has parked it in time: by a controller that did not stand still between
   * its last probe and its send, and not by a packet that a cut network gave out, or that this
   * server found after it had stood still, when the proxies no longer held. Nobody can close these
   * gaps.
   */
  boolean isParkedBySwitch() {
    return !master
        && link.target() == LinkTarget.PARKING
        && parkedWhy.startsWith("switch")
        && parkerSlept == 0
        && !parkedTooLate;
  }

  /** A client's write; false when it is refused. */
  boolean clientWrite(int write) {
    boolean writableReplica = !world.guards.on(Guard.PROMOTE_BEFORE_ROUTE);
    if (loading || refusesWrites || (!master && !writableReplica)) {
      return false;
    }
    head = head.write(write, replicationId, master ? counted() : 0);
    link.feed();
    return true;
  }

  /**
   * By how much a command moves the offset. Without a backlog it stays where it is, unless a log of
   * writes is kept and the release counts what it has written.
   */
  private int counted() {
    boolean logged = persistence == Persistence.AOF && world.release.countsLog();
    return link.backlog.exists() || logged ? 1 : 0;
  }

  void promote(long number, Obsolete obsolete, String why, int by) {
    becomePrimary(number, why, by);
    epochNumber = Math.max(number, epochNumber);
    Markers left = head.markers.promoted(server.other(), obsolete == Obsolete.EPOCH);
    if (!left.equals(head.markers)) {
      changeMarkers(left);
    }
    world.ledger.checkEqualEpochs(this, why);
  }

  void unpark(long number, String why, int by) {
    String history = replicationId;
    becomePrimary(number, why, by);
    writeMarkers(new Marker(number, server), history);
  }

  /** REPLICAOF NO ONE: its history goes on under another id. */
  private void becomePrimary(long number, String why, int by) {
    if (!master) {
      link.noteSilence();
      world.ledger.checkStale(this, number, why);
      world.ledger.promoted(this, number, why, by);
      link.becomePrimary();
      historyGoesOn();
      parkedWhy = "";
      newVolume = false;
    }
  }

  private void historyGoesOn() {
    formerId = Optional.of(replicationId);
    formerOffset = head.offset + 1;
    replicationId = world.newReplicationId();
    master = true;
  }

  /** The first replica of a server without a backlog gets a history that begins with it. */
  void historyBegins() {
    formerId = Optional.empty();
    formerOffset = -1;
    replicationId = world.newReplicationId();
    link.backlog.begin(head.offset);
  }

  private void changeMarkers(Markers markers) {
    world.markersEver.add(markers);
    head = head.markers(markers, replicationId, counted());
    link.feed();
  }

  void writeMarkers(Marker marker, String history) {
    if (!master) {
      return;
    }
    epochNumber = Math.max(marker.number(), epochNumber);
    changeMarkers(head.markers.written(marker, history));
    world.ledger.checkEqualEpochs(this, "marker");
  }

  void flushFunctions() {
    if (up && !hung && master) {
      world.trace(server + " FUNCTION FLUSH");
      changeMarkers(Markers.NONE);
    }
  }

  /**
   * An application writes functions under the names of the markers. It can sign none, but it may
   * have kept any that it has ever seen.
   *
   * @param variant 0: one of its own in the place of one; 1: deletes one; 2: puts all of an older
   *     time back; 3: puts one of an older time back
   * @param choice which one, and of which time
   */
  void writeFunctions(int variant, int choice) {
    if (!up || hung || !master || loading) {
      return;
    }
    List<Markers> known = List.copyOf(world.markersEver);
    Markers old = known.get(choice / 3 % known.size());
    Markers held = head.markers;
    int place = choice % 3;
    Markers written =
        switch (variant) {
          case 0 -> replaced(held, place, Markers.NONE, Set.of(Markers.Flaw.UNSIGNED));
          case 1 -> replaced(held, place, Markers.NONE, held.flaws());
          case 2 -> old;
          default -> replaced(held, place, old, held.flaws());
        };
    world.trace(server + " FUNCTIONS WRITTEN " + held + " -> " + written);
    changeMarkers(written);
  }

  /** {@return some markers, with one of them as it is in others} */
  private static Markers replaced(Markers held, int place, Markers by, Set<Markers.Flaw> flaws) {
    return new Markers(
        place == 0 ? by.master() : held.master(),
        place == 1 ? by.backup() : held.backup(),
        place == 2 ? by.next() : held.next(),
        flaws);
  }

  /** {@return the number of the epoch that its data belong to, 0 when they do not say it} */
  long number() {
    return marker().map(Marker::number).orElse(0L);
  }

  /** {@return the marker that counts in its data} */
  Optional<Marker> marker() {
    return head.markers.effective(formerId);
  }

  void replicaOf(LinkTarget target, String why, int by) {
    if (!master && link.target() == target) {
      return;
    }
    world.ledger.checkForeign(this, why, by);
    world.trace(server + " -> " + target + " by " + Party.name(by) + " (" + why + ")");
    link.follow(target);
    master = false;
    parkedWhy = why;
    parkerSlept = Party.isServer(by) ? 0 : world.process(by).justSlept();
    parkedTooLate = isHeldUp(by);
  }

  /** Whether a command that is obeyed now was held up until the proxies' hold was over. */
  private boolean isHeldUp(int by) {
    long now = world.events.now();
    long holdsEnd = world.switchBegunAt + EventQueue.micros(ProxyState.SWITCH_HOLD);
    return now > holdsEnd
        && (world.network.wasCut(by, party, now - SECOND, now)
            || resumedBefore(now) > now - SECOND);
  }

  // ---- faults

  /** How a process ends. */
  enum Death {
    KILL,
    GRACEFUL
  }

  void kill(Death death, boolean loseVolume) {
    if (!up) {
      return;
    }
    world.trace(server + " " + death + (loseVolume ? ", volume lost " : " ") + persistence);
    up = false;
    if (!hung) {
      badSince = world.events.now();
    }
    hung = false;
    inbox.clear();
    clients.closeAll();
    link.processDied();
    restoreFromDisk(death, loseVolume);
    stopping = false;
    refusesWrites = false;
  }

  /** What the next start will find. */
  private void restoreFromDisk(Death death, boolean loseVolume) {
    Snapshot found = disk.left(death, loseVolume);
    boolean nothing = found == null || found.head().isNothing();
    world.ledger.dataReplaced(this, head, nothing ? null : found.head(), death);
    newVolume |= loseVolume;
    parkedWhy = "";
    formerId = Optional.empty();
    formerOffset = -1;
    Optional<String> id = found == null ? Optional.empty() : found.id();
    replicationId = id.orElseGet(world::newReplicationId);
    if (found == null) {
      head = Entry.empty(replicationId);
    } else {
      boolean counts = persistence == Persistence.AOF && world.release.keepsLogOffset();
      head = id.isPresent() ? found.head() : found.head().rebased(replicationId, counts);
    }
    link.forget(id.isPresent());
    master = false;
  }

  /** A full copy of its primary's data takes the place of its own. */
  void replaceBy(Entry copy, String id) {
    world.ledger.fullSync(this, copy);
    disk.beginNewLog();
    head = copy;
    replicationId = id;
    formerId = Optional.empty();
    formerOffset = -1;
    newVolume = false;
  }

  void restart() {
    if (up) {
      return;
    }
    up = true;
    startedAt = world.events.now();
    loading = true;
    runId = world.newRunId();
    workedMillis = 0;
    world.ledger.recovered(this);
    world.trace(server + " RESTART at " + head.offset + " epoch " + number());
    link.startParked();
    foreign = startsAsPrimary;
    if (startsAsPrimary || !world.guards.on(Guard.PARKED_START)) {
      startAsMaster();
    }
    String life = runId;
    world.events.after(
        5 * MILLI + world.random.nextInt((int) (150 * MILLI)),
        () -> loading = loading && !runId.equals(life));
  }

  private void startAsMaster() {
    if (link.resumable()) {
      historyGoesOn();
      link.backlog.begin(head.offset);
    }
    link.becomePrimary();
    master = true;
    startsAsPrimary = false;
  }

  /**
   * It answers nothing from here on.
   *
   * @param works whether it computes meanwhile
   */
  void hang(boolean works) {
    if (up && !hung) {
      hung = true;
      busy = works;
      badSince = world.events.now();
      world.trace(server + " HANGS");
    }
  }

  /**
   * It runs one long command after the other and serves what has come in between, sometimes for a
   * moment only.
   *
   * @param until when it stops that, at the latest
   * @param longest how long a command takes at most
   */
  void work(long until, long longest, Random random) {
    if (!up || hung || world.events.now() >= until) {
      return;
    }
    hang(true);
    long length = longest / 2 + (long) (random.nextDouble() * longest / 2);
    long between = random.nextBoolean() ? 0 : random.nextInt((int) (20 * MILLI));
    inSameLife(
        length,
        () -> {
          resume();
          inSameLife(between, () -> work(until, longest, random));
        });
  }

  private void inSameLife(long delay, Runnable action) {
    String life = runId;
    world.events.after(
        delay,
        () -> {
          if (runId.equals(life)) {
            action.run();
          }
        });
  }

  void resume() {
    if (!hung) {
      return;
    }
    hung = false;
    long resumedAt = world.events.now();
    resumptions.add(resumedAt);
    workedMillis += busy ? (resumedAt - badSince) / MILLI : 0;
    world.ledger.recovered(this);
    world.trace(server + " RESUMES with " + inbox.size() + " connections queued");
    List<Deque<Runnable>> queued = new ArrayList<>(inbox.values());
    inbox.clear();
    Collections.shuffle(queued, world.random);
    for (Deque<Runnable> connection : queued) {
      while (!connection.isEmpty() && up && !hung) {
        connection.poll().run();
      }
    }
  }

  /** {@return when it last resumed before a moment, -1 if it did not} */
  long resumedBefore(long moment) {
    Long last = resumptions.floor(moment);
    return last == null ? -1 : last;
  }

  /** {@return when its present process began to answer: started, or resumed after a hang} */
  long answersSince() {
    return Math.max(startedAt, resumedBefore(world.events.now()));
  }

  /** Once a second: pings the replicas. */
  void pingReplicas() {
    if (up && !hung) {
      link.acknowledge();
    }
    ping();
    world.events.after(SECOND, this::pingReplicas);
  }

  void ping() {
    if (up && !hung && master && link.feedsPeer()) {
      head = head.ping(replicationId);
      link.feed();
    }
  }

  /** Now and then: saves a snapshot. */
  void saveSnapshot() {
    disk.save();
    world.events.after(SECOND + world.saveRandom.nextInt((int) (5 * SECOND)), this::saveSnapshot);
  }

  @Override
  public String toString() {
    return server
        + (up ? hung ? " hung" : "" : " down")
        + (master ? " master " : " " + link)
        + " "
        + replicationId
        + ":"
        + head.offset
        + " "
        + marker().map(Object::toString).orElse("unmarked");
  }
}
