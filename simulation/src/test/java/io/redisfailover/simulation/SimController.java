package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.controlapi.ControlSequence;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ControllerDecision;
import io.redisfailover.failover.policy.controller.ControllerPolicy;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import io.redisfailover.failover.policy.controller.ControllerState;
import io.redisfailover.failover.policy.controller.ServerFacts;
import io.redisfailover.failover.policy.switchover.SwitchStep;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import io.redisfailover.failover.policy.switchover.SwitchoverTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A controller, around the real {@link ControllerPolicy} and {@link SwitchoverPlan}. */
final class SimController extends SimProcess {
  private final ControllerPolicy policy;
  private final ControllerSettings settings;
  private final SimOrders orders = new SimOrders(this);
  private final Map<Server, SimProbe> probes = new EnumMap<>(Server.class);
  private final Map<Server, SimProbe> switchProbes = new EnumMap<>(Server.class);
  private OrderBackoff backoff = new OrderBackoff();
  ControllerState state;
  boolean leader;
  String why = "";
  Optional<String> question = Optional.empty();
  private final SimInquiry inquiry =
      new SimInquiry(
          this, () -> world.fleet(), (proxy, seen) -> take(before -> before.peerSaid(proxy, seen)));

  /** How far its wall clock is ahead of the right time. */
  long clockAheadMillis;

  private boolean busy;
  private final List<UnaryOperator<ControllerState>> events = new ArrayList<>();
  private ControlSequence sequence = new ControlSequence(this::wallClock);
  private Optional<Epoch> lastPushed = Optional.empty();
  private long lastSequence;
  private int asked;
  private int asking;
  private final List<ProxyReport> replies = new ArrayList<>();
  private Set<SimProxy> introduced = Set.of();
  private SwitchoverPlan plan;
  private final Set<Integer> acknowledged = new HashSet<>();
  private int answered;
  private Optional<Server> lookingAt = Optional.empty();
  private Consumer<ProbeResult> probed = result -> {};
  private List<SimProxy> announcedTo = List.of();

  SimController(World world, int party, ControllerSettings settings) {
    super(world, party, ConnectionName.CONTROLLER);
    this.settings = settings;
    this.policy = new ControllerPolicy(settings);
  }

  void start() {
    begin();
    world.configured.forEach(addresses::learn);
    backoff = new OrderBackoff();
    state =
        ControllerState.starting(world.events.instant(), settings.failover(), false, world.guards);
    leader = true;
    busy = false;
    events.clear();
    plan = null;
    question = Optional.empty();
    lastPushed = Optional.empty();
    sequence = new ControlSequence(this::wallClock);
    introduced = Set.of();
    world.trace(this + " starts as leader, record " + world.record);
    switchProbes.clear();
    lookingAt = Optional.empty();
    inquiry.forget();
    for (Server server : Server.values()) {
      probes.put(server, SimProbe.watch(this, server, this::seen));
    }
    after(
        world.random.nextInt((int) (100 * MILLI)),
        () -> probes.values().forEach(SimProbe::probeNow));
    tick();
    askProxies();
  }

  private long wallClock() {
    return world.events.now() / MILLI + 1_000_000 + clockAheadMillis;
  }

  /** Which epoch does each proxy believe in, and has it taken the newest push? */
  private void askProxies() {
    Instant began = world.events.instant();
    int round = ++asked;
    List<SimProxy> fleet = world.fleet();
    asking = fleet.size();
    replies.clear();
    fleet.forEach(proxy -> tell(proxy, () -> reply(proxy, round, began, fleet)));
    after(
        EventQueue.micros(SwitchoverTimes.PREPARE_LIMIT),
        () -> proxiesAnswered(round, began, fleet));
  }

  private void reply(SimProxy proxy, int round, Instant began, List<SimProxy> fleet) {
    ProxyReport report = proxy.report();
    int mine = life;
    world.network.send(
        proxy.party,
        party,
        () ->
            run(
                mine,
                () -> {
                  report.epoch().ifPresent(known -> take(before -> before.heard(known)));
                  sequence.heard(report);
                  if (round == asked) {
                    replies.add(report);
                    if (replies.size() == asking) {
                      proxiesAnswered(round, began, fleet);
                    }
                  }
                }));
  }

  /** All have answered, or the time of the call is over. */
  private void proxiesAnswered(int round, Instant began, List<SimProxy> fleet) {
    if (round != asked) {
      return;
    }
    asked++;
    Set<String> names = proxyNames();
    take(before -> before.proxiesAsked(began, names));
    lastPushed.ifPresent(this::pushAgain);
    introduce(fleet);
    after(EventQueue.micros(ControllerPolicy.ASK_PROXIES_EVERY), this::askProxies);
  }

  /** Until each has taken it: when one has just started, or when one has come or gone. */
  private void introduce(List<SimProxy> fleet) {
    boolean due = sequence.isListDue(replies, fleet.size() - 1);
    if (!due && Set.copyOf(fleet).equals(introduced)) {
      return;
    }
    introduced = Set.of();
    long mine = sequence.nextList();
    Set<SimProxy> taken = new HashSet<>();
    int inLife = life;
    for (SimProxy proxy : fleet) {
      tell(
          proxy,
          () -> {
            if (proxy.introduced(mine, fleet)) {
              world.network.send(
                  proxy.party,
                  party,
                  () ->
                      run(
                          inLife,
                          () -> {
                            taken.add(proxy);
                            introduced =
                                taken.size() == fleet.size() ? Set.copyOf(fleet) : introduced;
                          }));
            }
          });
    }
  }

  private Set<String> proxyNames() {
    return world.fleet().stream().map(SimProxy::toString).collect(Collectors.toSet());
  }

  private void tick() {
    decide();
    if (state.asksPeers()) {
      inquiry.ask(state.seen());
      Set<String> names = proxyNames();
      take(before -> before.proxiesNamed(names, world.events.instant()));
    }
    after(EventQueue.micros(ControllerPolicy.DECIDE_EVERY), this::tick);
  }

  private void seen(ProbeResult result) {
    take(before -> before.seen(result));
    probes.forEach((server, probe) ->
        probe.pace(state.seen().probeInterval(server), state.seen().probeTimeout(server)));
    decide();
  }

  void wantSwitch() {
    if (up) {
      run(
          life,
          () ->
              state
                  .epoch()
                  .ifPresent(epoch ->
                      take(before ->
                          before.requested(epoch.server().other(), world.events.instant()))));
    }
  }

  /** Takes an event in; while an order or a switchover is in progress it waits. */
  private void take(UnaryOperator<ControllerState> event) {
    events.add(event);
    if (!busy) {
      takeAll();
    }
  }

  private void takeAll() {
    events.forEach(event -> state = event.apply(state));
    events.clear();
    addresses.learn(state.seen());
  }

  private void decide() {
    if (!leader || busy) {
      return;
    }
    takeAll();
    learn();
    ControllerDecision decision = policy.decide(state, world.events.instant());
    state = decision.next();
    decision.recordable().ifPresent(this::recordAndPush);
    if (!decision.action().why().equals(why)) {
      why = decision.action().why();
      world.trace(this + ": " + decision.action().getClass().getSimpleName() + " " + why);
    }
    question = Optional.empty();
    switch (decision.action()) {
      case ControllerDecision.Execute(Order order, var cause, String reason) -> carry(order);
      case ControllerDecision.Switchover(Server to, var cause, String reason) -> {
        if (state.facts(to).unfit().isEmpty()) {
          beginSwitch();
        }
      }
      case ControllerDecision.DecisionRequired(String what) -> question = Optional.of(what);
      case ControllerDecision.Settled settled -> {}
      case ControllerDecision.Waiting waiting -> {}
      case ControllerDecision.Refused refused -> {}
    }
  }

  private void learn() {
    if (world.apiUp && world.record != null && state.epochs().record().isEmpty()) {
      state = state.recorded(world.record);
    }
    for (Server server : Server.values()) {
      SimServer simServer = world.server(server);
      ServerFacts facts =
          state
              .facts(server)
              .persisting(simServer.persistence)
              .placed(simServer.newVolume, presence(simServer), world.events.instant())
              .unfit(simServer.small ? Optional.of(server + " is too small") : Optional.empty());
      if (!facts.equals(state.facts(server))) {
        state = state.learned(server, facts);
      }
    }
  }

  /** Without an API server the last that it said stands, however wrong it is by now. */
  private ServerFacts.Presence presence(SimServer simServer) {
    if (simServer.stopping) {
      return ServerFacts.Presence.TERMINATING;
    }
    if (!world.apiUp) {
      return state.facts(simServer.server).presence();
    }
    return simServer.up ? ServerFacts.Presence.UNKNOWN : ServerFacts.Presence.ABSENT;
  }

  private void recordAndPush(Epoch epoch) {
    boolean newer = world.record == null || epoch.number() >= world.record.number();
    if (world.apiUp && newer && !epoch.equals(world.record)) {
      world.record = epoch;
      state = state.recorded(epoch);
    }
    if (!lastPushed.equals(Optional.of(epoch))) {
      lastPushed = Optional.of(epoch);
      lastSequence = sequence.nextPush();
      push(epoch);
    }
  }

  private void pushAgain(Epoch epoch) {
    if (sequence.isOvertaken(replies)) {
      lastSequence = sequence.nextPush();
    }
    if (sequence.isPushDue(replies)) {
      push(epoch);
    }
  }

  private void push(Epoch epoch) {
    long mine = lastSequence;
    for (SimProxy proxy : world.fleet()) {
      long extra = world.slowPush ? 1 + world.random.nextInt((int) (3 * SECOND)) : 0;
      world.network.send(
          party,
          proxy.party,
          extra,
          () -> proxy.run(proxy.life, () -> pushedTo(proxy, mine, epoch)));
    }
  }

  private void pushedTo(SimProxy proxy, long mine, Epoch epoch) {
    if (proxy.pushed(mine, epoch, addresses)) {
      int inLife = life;
      world.network.send(proxy.party, party, () -> run(inLife, sequence::pushTaken));
    }
  }

  private void carry(Order order) {
    if (!backoff.allows(order, world.events.instant())) {
      return;
    }
    busy = true;
    orders.run(
        order,
        world.events.instant(),
        outcome -> {
          busy = false;
          backoff.ended(order, world.events.instant());
          world.trace(this + " order ended: " + outcome.getClass().getSimpleName());
          state = state.orderEnded(order.command(), outcome, world.events.instant());
          decide();
        });
  }

  // ---- switchover

  private void beginSwitch() {
    busy = true;
    // Everything is dialled before the first client has to wait.
    orders.open(
        Server.MASTER, master -> orders.open(Server.BACKUP, backup -> opened(master && backup)));
  }

  private void opened(boolean both) {
    if (!both) {
      world.trace(this + " cannot dial both servers for a switch");
      end();
      return;
    }
    after(
        EventQueue.micros(SwitchoverTimes.REST),
        () -> probe(Server.MASTER, first -> probe(Server.BACKUP, second -> prepareSwitch())));
  }

  private void prepareSwitch() {
    world.switchBegunAt = world.events.now();
    plan = SwitchoverPlan.begin(world.newAttempt(), state.seen(), world.events.instant());
    acknowledged.clear();
    answered = 0;
    announcedTo = world.fleet().stream().filter(proxy -> proxy.up || proxy.life == 0).toList();
    world.trace(this + " begins switchover to " + plan.to() + ", attempt " + plan.attempt());
    take(plan.step());
  }

  private void take(SwitchStep step) {
    world.trace(this + " switch: " + step.getClass().getSimpleName());
    switch (step) {
      case SwitchStep.Prepare prepare -> prepare();
      case SwitchStep.Execute(Order order) -> {
        Instant decidedAt = world.events.instant();
        step(() -> carryInSwitch(order, decidedAt));
      }
      case SwitchStep.ProbeServer(Server server) -> probe(server, this::probed);
      case SwitchStep.Commit(Epoch epoch) -> {
        String attempt = plan.attempt();
        announcedTo.forEach(proxy -> tell(proxy, () -> proxy.commit(attempt, epoch)));
        end();
      }
      case SwitchStep.Abort(Optional<Epoch> epoch, String reason) -> {
        world.trace(this + " releases: " + reason);
        String attempt = plan.attempt();
        announcedTo.forEach(proxy -> tell(proxy, () -> proxy.release(attempt, epoch)));
        end();
      }
      case SwitchStep.OutcomeUnknown(String reason) -> {
        world.trace(this + " unsettled: " + reason);
        end();
      }
    }
  }

  private void carryInSwitch(Order order, Instant decidedAt) {
    orders.run(
        order,
        decidedAt,
        outcome -> {
          world.trace(this + " switch order: " + outcome.getClass().getSimpleName());
          state = state.orderEnded(order.command(), outcome, world.events.instant());
          advance(plan.ordered(outcome, world.events.instant()));
        });
  }

  private void end() {
    busy = false;
    plan = null;
    orders.close();
    switchProbes.values().forEach(SimProbe::stop);
    switchProbes.clear();
    decide();
  }

  private void advance(SwitchoverPlan.Advance next) {
    plan = next.plan();
    take(next.step());
  }

  private void prepare() {
    String attempt = plan.attempt();
    int mine = life;
    for (SimProxy proxy : announcedTo) {
      tell(proxy, () -> proxy.prepare(this, attempt, mine));
    }
    after(
        EventQueue.micros(SwitchoverTimes.PREPARE_LIMIT),
        () -> {
          if (plan != null && plan.attempt().equals(attempt) && !acknowledged.contains(-1)) {
            acknowledged.add(-1);
            advance(plan.prepared(false, world.events.instant()));
          }
        });
  }

  /** A proxy answered; the controller waits until each has, or the time is over. */
  void prepared(String attempt, int proxy, boolean yes) {
    if (plan == null || !plan.attempt().equals(attempt) || acknowledged.contains(-1)) {
      return;
    }
    answered++;
    if (yes) {
      acknowledged.add(proxy);
    }
    if (answered == announcedTo.size()) {
      boolean all = acknowledged.size() == announcedTo.size();
      acknowledged.add(-1);
      advance(plan.prepared(all, world.events.instant()));
    }
  }

  private void probe(Server server, Consumer<ProbeResult> done) {
    lookingAt = Optional.of(server);
    probed = done;
    switchProbes.computeIfAbsent(server, key -> SimProbe.onDemand(this, key, this::saw)).probeNow();
  }

  /** A probe on a switchover's own connection ended; one that nobody waits for is passed over. */
  private void saw(ProbeResult result) {
    if (lookingAt.equals(Optional.of(result.server()))) {
      lookingAt = Optional.empty();
      probed.accept(result);
    }
  }

  private void probed(ProbeResult result) {
    SwitchoverPlan.Advance next = plan.probed(result.state(), world.events.instant());
    boolean again = next.step() instanceof SwitchStep.ProbeServer;
    plan = next.plan();
    after(again ? EventQueue.micros(SwitchoverTimes.BETWEEN_PROBES) : 0, () -> take(next.step()));
  }

  private void tell(SimProxy proxy, Runnable message) {
    if (!world.network.reset(party, proxy.party)) {
      boolean late = world.slowPush && world.random.nextInt(3) == 0;
      long extra = late ? 1 + world.random.nextInt((int) (600 * MILLI)) : 0;
      world.network.send(party, proxy.party, extra, () -> proxy.run(proxy.life, message));
    }
  }
}
