package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;

import io.redisfailover.controlapi.KnownPeers;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.failover.observer.PeerEvidence;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.proxy.Routing;
import io.redisfailover.failover.policy.switchover.SwitchoverTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A proxy with its clients, around the real {@link ProxyPolicy}. */
final class SimProxy extends SimProcess {
  private final ProxyPolicy policy;
  private final FailoverSettings settings;
  private final SimOrders orders = new SimOrders(this);
  private Optional<SimOrders.Running> underWay = Optional.empty();
  private final Map<Server, SimProbe> probes = new EnumMap<>(Server.class);
  private OrderBackoff backoff = new OrderBackoff();
  ProxyState state;
  String why = "";
  boolean ready = true;

  /**
   * It is of the release before, which minds no standstill, asks nobody and tells nobody anything.
   */
  boolean oldRelease;

  private Optional<Server> route = Optional.empty();
  private Optional<Epoch> routedEpoch = Optional.empty();
  private int session;
  private long startedAt;
  private int pending;
  private Runnable drained;
  private Runnable notDrained = () -> {};

  /** Replies that arrived while clients are held: they wait until the route is open again. */
  private final List<Runnable> waiting = new ArrayList<>();

  /** When it woke after a standstill; absent once the server that it routes to has answered. */
  private Optional<Instant> wokeAt = Optional.empty();

  /** When it comes into being, and when it is taken away for good. */
  long comesAt;

  long goesAt = Long.MAX_VALUE;

  /** How long the API server knows one before it listens. */
  private static final long START_TIME = 1_500 * MILLI;

  private List<SimProxy> peers = List.of();
  private final SimInquiry inquiry = new SimInquiry(this, () -> peers, this::told);

  SimProxy(World world, int party, FailoverSettings settings) {
    super(world, party, ConnectionName.PROXY);
    this.settings = settings;
    this.policy = new ProxyPolicy(settings);
  }

  Optional<Server> route() {
    return up ? route : Optional.empty();
  }

  /** {@return whether the API server knows it now} */
  boolean exists() {
    return world.events.now() >= comesAt - START_TIME && world.events.now() < goesAt;
  }

  /** It starts when its time has come, and ends when that is over. */
  void appear() {
    if (comesAt == 0) {
      start();
    } else {
      world.events.after(comesAt, this::startIfDown);
    }
    if (goesAt < Long.MAX_VALUE) {
      world.events.after(goesAt, this::crash);
    }
  }

  /** Starts after a crash, unless it does not exist yet or any more. */
  void startIfDown() {
    if (!up && world.events.now() >= comesAt && world.events.now() < goesAt) {
      start();
    }
  }

  private void start() {
    begin();
    backoff = new OrderBackoff();
    state = ProxyState.starting(world.events.instant(), settings, world.guards);
    route = Optional.empty();
    routedEpoch = Optional.empty();
    session++;
    pending = 0;
    waiting.clear();
    wokeAt = Optional.empty();
    drained = null;
    peers = List.of();
    inquiry.forget();
    ready = true;
    startedAt = world.events.now();
    for (Server server : Server.values()) {
      probes.put(server, SimProbe.watch(this, server, this::seen));
    }
    after(world.random.nextInt((int) (100 * MILLI)), this::probeNow);
    tick();
    client();
  }

  private void tick() {
    decide();
    if (state.asksPeers()) {
      inquiry.ask(state.seen());
    }
    checkReadiness();
    after(EventQueue.micros(ProxyState.nextDecision(route.isPresent())), this::tick);
  }

  @Override
  void woke(long since) {
    Lull lull = new Lull(EventQueue.instant(since), world.events.instant());
    if (lull.isNoticed() && !oldRelease) {
      boolean quiesces = drained != null;
      drained = null;
      wokeAt = Optional.of(world.events.instant());
      state = state.woke(lull.to(), Optional.of(lull)).quiet(lull.to(), lull.to());
      decide();
      if (quiesces) {
        notDrained.run();
      }
      probeNow();
    }
  }

  private void told(String peer, PeerEvidence evidence) {
    state = state.peerSaid(peer, evidence);
    decide();
  }

  private void seen(ProbeResult result) {
    boolean confirms =
        result.answered()
            && routedEpoch.filter(epoch -> epoch.server() == result.server()).isPresent();
    wokeAt = wokeAt.filter(moment -> !confirms || result.sentAt().isBefore(moment));
    state = state.seen(result);
    addresses.learn(state.seen());
    decide();
  }

  private void probeNow() {
    probes.values().forEach(SimProbe::probeNow);
  }

  /** A proxy that alone is cut from the active server must not stay in the service. */
  private void checkReadiness() {
    Instant now = world.events.instant();
    Duration noticed = state.seen().patience().silence().plusSeconds(1);
    boolean longCut =
        state.cutSince().filter(since -> since.plus(noticed).isBefore(now)).isPresent();
    boolean awake = world.events.now() - wokenAt > EventQueue.micros(noticed);
    if (longCut && awake && ready && route.isEmpty() && !state.ordering()) {
      world.ledger.violation("CUT PROXY SAYS READY", this + ": " + why);
    }
  }

  private void decide() {
    ProxyDecision decision = policy.decide(state, world.events.instant());
    state = decision.next();
    if (!decision.why().equals(why)) {
      why = decision.why();
      world.trace(this + ": " + why);
    }
    apply(decision.routing());
    Instant now = world.events.instant();
    if (decision.needless()) {
      underWay.ifPresent(order -> order.giveUp(decision.why()));
    }
    decision.order().filter(order -> backoff.allows(order, now)).ifPresent(this::carry);
    probes.forEach((server, probe) ->
        probe.pace(
            state.probeInterval(server, route.isPresent()), state.seen().probeTimeout(server)));
  }

  private void apply(Routing routing) {
    switch (routing) {
      case Routing.To(Epoch epoch) -> {
        boolean sameEpoch =
            routedEpoch
                .filter(old -> old.server() == epoch.server())
                .filter(old -> old.number() == epoch.number())
                .isPresent();
        if (!sameEpoch) {
          cutSessions();
        }
        routedEpoch = Optional.of(epoch);
        routeTo(epoch.server());
        passOn();
        ready = true;
      }
      case Routing.Held(boolean stillReady) -> {
        route = Optional.empty();
        ready = stillReady;
      }
    }
  }

  private void routeTo(Server server) {
    if (!route.equals(Optional.of(server))) {
      world.trace(this + " routes to " + server + " " + state.epoch().orElseThrow());
    }
    route = Optional.of(server);
  }

  private void cutSessions() {
    session++;
    pending = 0;
    waiting.clear();
  }

  private void passOn() {
    List<Runnable> replies = List.copyOf(waiting);
    waiting.clear();
    replies.forEach(Runnable::run);
  }

  private void carry(Order order) {
    state = state.orderStarted();
    if (order.command() instanceof Command.Promote promote
        && !world.guards.on(Guard.PROMOTE_BEFORE_ROUTE)) {
      cutSessions();
      routedEpoch = Optional.empty();
      routeTo(promote.server());
    }
    world.trace(this + " orders " + order.command().why());
    underWay =
        Optional.of(
            orders.run(
                order,
                world.events.instant(),
                outcome -> {
                  backoff.ended(order, world.events.instant());
                  state = state.orderEnded(order.command(), outcome, world.events.instant());
                  world.trace(this + " order ended: " + outcome.getClass().getSimpleName());
                  decide();
                }));
  }

  // ---- clients

  private void client() {
    after(
        25 * MILLI + world.random.nextInt((int) (20 * MILLI)),
        () -> {
          route.ifPresent(this::write);
          client();
        });
  }

  private void write(Server server) {
    int mine = session;
    Instant sentAt = world.events.instant();
    int write = world.ledger.newWrite();
    SimServer simServer = world.server(server);
    String life = simServer.runId;
    int inLife = this.life;
    if (world.network.reset(party, simServer.party)) {
      return;
    }
    pending++;
    world.network.send(
        party,
        simServer.party,
        () ->
            simServer.execute(() -> {
              if (!simServer.up || !simServer.runId.equals(life)) {
                return;
              }
              boolean taken = simServer.clientWrite(write);
              if (taken) {
                world.ledger.applied(write, simServer);
              }
              boolean bySwitch = !taken && simServer.isParkedBySwitch();
              world.network.send(
                  simServer.party,
                  party,
                  () -> run(inLife, () -> answered(mine, sentAt, write, taken, server, bySwitch)));
            }));
  }

  /**
   * A client's write was answered.
   *
   * @param bySwitch whether the server refused it because a switchover had parked it by then
   */
  private void answered(
      int inSession, Instant sentAt, int write, boolean taken, Server server, boolean bySwitch) {
    if (inSession != session) {
      return;
    }
    if (route.isEmpty() && drained == null) {
      waiting.add(() -> answered(inSession, sentAt, write, taken, server, bySwitch));
      return;
    }
    pending--;
    if (taken) {
      if (wokeAt.filter(sentAt::isBefore).isPresent()) {
        world.ledger.violation(
            "TOLD AFTER A STANDSTILL", this + " passed a reply of " + server + " on");
      }
      world.ledger.acknowledged(write, this);
    } else if (bySwitch && startedAt < world.switchBegunAt) {
      world.ledger.violation(
          "REFUSED IN A SWITCH", this + " passed a refusal of " + server + " on");
    }
    if (drained != null && pending == 0) {
      Runnable ready = drained;
      drained = null;
      ready.run();
    }
  }

  // ---- what it hears

  /** {@return whether the push was taken} */
  boolean pushed(long sequence, Epoch epoch, SimAddresses known) {
    if (sequence < state.toldSequence()) {
      return false;
    }
    addresses.learn(known);
    state = state.pushed(sequence, epoch, world.events.instant());
    decide();
    return true;
  }

  /**
   * Takes in which proxies there are, unless it has heard something newer.
   *
   * @return whether it does
   */
  boolean introduced(long sequence, List<SimProxy> all) {
    if (oldRelease || sequence < state.peersSequence()) {
      return false;
    }
    List<SimProxy> others = all.stream().filter(proxy -> proxy != this).toList();
    if (!others.equals(peers)) {
      peers = others;
      peers.forEach(inquiry::ask);
    }
    Set<String> names = peers.stream().map(SimProxy::toString).collect(Collectors.toSet());
    state = state.peersNamed(sequence, names, world.events.instant());
    decide();
    return true;
  }

  /** {@return what it says of what it has seen, as a controller's question finds it} */
  PeerReport says() {
    // First of all: has this process just stood still itself?
    decide();
    return state.report(world.events.instant());
  }

  /** {@return what it says of itself} */
  ProxyReport report() {
    return new ProxyReport(
        toString(),
        state.newestEpoch(),
        route,
        ready,
        why,
        Math.max(0, state.toldSequence()),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        state
            .seen()
            .ways()
            .peers()
            .names()
            .map(names -> new KnownPeers(names.size(), state.peersSequence())));
  }

  void prepare(SimController controller, String attempt, int controllerLife) {
    Instant now = world.events.instant();
    if (state.prepareRefusal(attempt, now).isPresent() || route.isEmpty()) {
      answer(controller, attempt, controllerLife, false);
      return;
    }
    state = state.prepared(attempt, Cause.SWITCHOVER, now.plus(ProxyState.SWITCH_HOLD));
    decide();
    if (pending == 0) {
      answer(controller, attempt, controllerLife, true);
      return;
    }
    Runnable atRest = () -> answer(controller, attempt, controllerLife, isPrepared(attempt));
    drained = atRest;
    notDrained =
        () -> {
          if (isPrepared(attempt)) {
            state = state.released(Optional.empty(), world.events.instant());
            decide();
          }
          answer(controller, attempt, controllerLife, false);
        };
    after(
        EventQueue.micros(SwitchoverTimes.QUIESCE_LIMIT),
        () -> {
          if (atRest.equals(drained)) {
            drained = null;
            notDrained.run();
          }
        });
  }

  private boolean isPrepared(String attempt) {
    return state.endRefusal(attempt, Optional.empty()).isEmpty();
  }

  private void answer(SimController controller, String attempt, int controllerLife, boolean yes) {
    world.network.send(
        party,
        controller.party,
        () -> controller.run(controllerLife, () -> controller.prepared(attempt, party, yes)));
  }

  void release(String attempt, Optional<Epoch> epoch) {
    if (state.endRefusal(attempt, epoch).isEmpty()) {
      state = state.released(epoch, world.events.instant());
      decide();
      probeNow();
    }
  }

  void commit(String attempt, Epoch epoch) {
    if (state.endRefusal(attempt, Optional.of(epoch)).isEmpty()) {
      state = state.committed(epoch, world.events.instant());
      decide();
      probeNow();
    }
  }
}
