package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.failover.policy.controller.ServerFacts.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Two servers, one to three proxies with their clients, a controller and a second one, a network.
 */
final class World {
  /** The gap that is allowed, in entries of the model. */
  static final int MAX_LAG = 30;

  private static final FailoverSettings SETTINGS =
      new FailoverSettings(MAX_LAG, FailoverSettings.DEFAULT.detectionTimeout());
  private static final ControllerSettings CONTROLLER =
      new ControllerSettings(
          SETTINGS,
          new Endpoints(new Endpoint("master", 6379), new Endpoint("backup", 6379)),
          Server.MASTER,
          false,
          Duration.ZERO);

  final EventQueue events = new EventQueue();
  private final long seed;
  final Guards guards;
  final Random random;
  final Random saveRandom;
  final Network network;
  final Ledger ledger;
  final Promises promises = new Promises(this);
  private final List<SimProxy> everyProxy = new ArrayList<>();

  /** Those that this history has at any time. */
  final List<SimProxy> proxies;

  final List<SimController> controllers = new ArrayList<>();
  private final List<SimServer> servers = new ArrayList<>();
  private final StringBuilder log;
  long slowReplication;

  /** The slowest that it has been so far. */
  long slowestReplication;

  /** How many entries of its history a server can repeat. */
  int backlogEntries = Integer.MAX_VALUE;

  SimRelease release = SimRelease.REDIS_7_0;

  /**
   * The servers whose translated address is configured, for controllers; the servers reach each
   * other nowhere else then.
   */
  Set<Server> configured = Set.of();

  boolean slowPush;

  /** Somebody who does not know the token answers questions as well. */
  boolean forging;

  long switchBegunAt = -1;
  boolean apiUp = true;
  boolean functionsFlushed;

  /** The keys of the markers. */
  static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));

  /** All markers that any server ever held, which an application may have copied. */
  final Set<Markers> markersEver = new LinkedHashSet<>(Set.of(Markers.NONE));

  boolean faultsHarmless;
  boolean onlyPlanned;
  Epoch record;
  private int ids;

  World(long seed, Guards guards, StringBuilder log) {
    this.seed = seed;
    this.guards = guards;
    this.log = log;
    random = new Random(seed * 31 + 7);
    saveRandom = new Random(seed * 17 + 3);
    network = new Network(events, random);
    ledger = new Ledger(this);
    for (Server server : Server.values()) {
      servers.add(new SimServer(this, server));
    }
    for (int i = 0; i < Party.PROXIES; i++) {
      everyProxy.add(new SimProxy(this, Party.FIRST_PROXY + i, SETTINGS));
    }
    proxies = fleet(new Random(seed * 3_571 + 13));
    controllers.add(new SimController(this, Party.FIRST_CONTROLLER, CONTROLLER));
    controllers.add(new SimController(this, Party.SECOND_CONTROLLER, CONTROLLER));
    settings(new Random(seed * 7_919 + 5));
    comeAndGo(new Random(seed * 2_750_159 + 17));
  }

  /**
   * In some histories a proxy is new, or one is taken away; in others the clocks of the controllers
   * differ.
   */
  private void comeAndGo(Random random) {
    if (random.nextInt(6) == 0) {
      boolean comes = random.nextBoolean();
      if (comes) {
        SimProxy newcomer = proxies.get(random.nextInt(proxies.size()));
        newcomer.comesAt = SECOND + random.nextInt((int) (12 * SECOND));
      }
      if (!comes || random.nextInt(4) == 0) {
        SimProxy leaver = proxies.get(random.nextInt(proxies.size()));
        leaver.goesAt = 2 * SECOND + random.nextInt((int) (12 * SECOND));
      }
    }
    if (random.nextInt(4) == 0) {
      controllers.forEach(
          controller -> controller.clockAheadMillis = random.nextInt(1_200_000) - 600_000L);
    }
  }

  /** {@return the proxies that there are now, as the API server says} */
  List<SimProxy> fleet() {
    return proxies.stream().filter(SimProxy::exists).toList();
  }

  /** {@return whether a proxy comes or goes at any time} */
  boolean isFleetChanged() {
    return proxies.stream().anyMatch(proxy -> proxy.comesAt > 0 || proxy.goesAt < Long.MAX_VALUE);
  }

  /** Often three; in some histories a rolling update has not replaced all of them yet. */
  private List<SimProxy> fleet(Random random) {
    int size = Math.min(Party.PROXIES, 1 + random.nextInt(Party.PROXIES + 2));
    List<SimProxy> fleet = List.copyOf(everyProxy.subList(0, size));
    if (random.nextInt(6) == 0) {
      fleet.forEach(proxy -> proxy.oldRelease = random.nextBoolean());
    }
    forging = random.nextInt(8) == 0;
    return fleet;
  }

  private void settings(Random random) {
    Persistence[] kinds = {Persistence.NONE, Persistence.RDB, Persistence.AOF};
    boolean alike = random.nextInt(4) > 0;
    Persistence common = kinds[random.nextInt(3)];
    for (SimServer simServer : servers) {
      simServer.persistence = alike ? common : kinds[random.nextInt(3)];
    }
    if (random.nextInt(6) == 0) {
      slowReplication = random.nextInt(2) == 0 ? 20 * MILLI : 150 * MILLI;
      slowestReplication = slowReplication;
    }
    slowPush = random.nextInt(5) == 0;
    // Drawn anew: what a seed played before stays as it was.
    Random sizes = new Random(seed * 6_101 + 29);
    servers.forEach(simServer -> simServer.small = sizes.nextInt(8) == 0);
    SimRelease[] releases = SimRelease.values();
    release = releases[random.nextInt(releases.length)];
    if (random.nextInt(6) == 0) {
      backlogEntries = MAX_LAG + 10;
    }
  }

  /** In some histories everybody is far from everybody. */
  void separate() {
    Random random = new Random(seed * 5_381 + 43);
    if (random.nextInt(8) == 0) {
      network.distance = (5 + random.nextInt(26)) * MILLI;
    }
  }

  /**
   * In some histories the servers reach each other at translated addresses, which are configured or
   * not.
   */
  private void translate(Random random) {
    boolean translated = random.nextInt(4) == 0;
    servers.forEach(simServer -> simServer.link.translated = translated);
    if (translated && random.nextBoolean()) {
      configured = Set.of(Server.values());
    }
  }

  /** A healthy pair in epoch 1, with everybody running. */
  void start() {
    translate(new Random(seed * 104_729 + 1));
    SimServer master = server(Server.MASTER);
    SimServer backup = server(Server.BACKUP);
    master.master = true;
    Entry first =
        master.head.markers(
            Markers.of(new Marker(1, Server.MASTER), master.replicationId),
            master.replicationId,
            1);
    markersEver.add(first.markers);
    for (SimServer simServer : servers) {
      simServer.head = first;
      simServer.replicationId = master.replicationId;
      events.after(saveRandom.nextInt((int) SECOND), simServer::pingReplicas);
      events.after(saveRandom.nextInt((int) (2 * SECOND)), simServer::saveSnapshot);
    }
    backup.link.linkedFromStart();
    servers.forEach(simServer -> simServer.disk.save());
    record = new Epoch(1, Server.MASTER, master.replicationId);
    proxies.forEach(SimProxy::appear);
    controllers.get(0).start();
  }

  SimServer server(Server server) {
    return servers.get(Party.of(server));
  }

  SimProcess process(int party) {
    return Party.isProxy(party)
        ? everyProxy.get(party - Party.FIRST_PROXY)
        : controllers.get(party - Party.FIRST_CONTROLLER);
  }

  /** The living primary with the newest epoch, or null. */
  SimServer active() {
    SimServer best = null;
    for (SimServer simServer : servers) {
      boolean newer = best == null || simServer.number() > best.number();
      if (simServer.up && simServer.master && newer) {
        best = simServer;
      }
    }
    return best;
  }

  SimController leader() {
    SimController second = controllers.get(1);
    return second.up && second.leader ? second : controllers.get(0);
  }

  void cut(int from, int to, Network.Cut kind) {
    network.cut(from, to, kind);
    if (kind == Network.Cut.RESET && Party.isServer(from) && Party.isServer(to)) {
      servers.forEach(simServer -> simServer.link.reset());
    }
  }

  String newRunId() {
    return "run" + ++ids;
  }

  String newReplicationId() {
    return "id" + ++ids;
  }

  String newConnectionId() {
    return Integer.toString(++ids);
  }

  String newAttempt() {
    return "attempt" + ++ids;
  }

  void trace(String text) {
    if (log != null) {
      log.append(String.format("%9.1f %s%n", events.now() / (double) MILLI, text));
    }
  }

  boolean tracing() {
    return log != null;
  }

  boolean isEverybodyUp() {
    return servers.stream().allMatch(simServer -> simServer.up && !simServer.stopping);
  }

  /** One primary that everybody routes to, and a standby in sync. */
  boolean isNormal() {
    SimServer active = active();
    if (active == null || (guards.on(Guard.MARKER) && active.number() < 1)) {
      return false;
    }
    SimServer standby = active.peer();
    boolean inSync =
        standby.up
            && standby.link.isUp()
            && standby.replicationId.equals(active.replicationId)
            && active.head.offset - standby.head.offset <= 80;
    return inSync
        && fleet().stream()
            .allMatch(proxy -> proxy.route().filter(active.server::equals).isPresent());
  }

  String describe() {
    StringBuilder text = new StringBuilder();
    servers.forEach(simServer -> text.append(simServer).append("; "));
    proxies.forEach(proxy -> text.append(proxy).append(": ").append(proxy.why).append("; "));
    controllers.stream()
        .filter(controller -> controller.up)
        .forEach(c -> text.append(c).append(": ").append(c.why).append("; "));
    return text.toString();
  }
}
