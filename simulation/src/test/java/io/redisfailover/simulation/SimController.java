package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.MILLI;
import static io.redisfailover.simulation.Events.SECOND;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.policy.ControllerDecision;
import io.redisfailover.failover.policy.ControllerPolicy;
import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.policy.ControllerState;
import io.redisfailover.failover.policy.GuardedStart;
import io.redisfailover.failover.policy.ServerFacts;
import io.redisfailover.failover.policy.SwitchStep;
import io.redisfailover.failover.policy.SwitchoverPlan;
import io.redisfailover.failover.policy.SwitchoverTimes;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
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

/** A controller, around the real {@link ControllerPolicy} and {@link SwitchoverPlan}. */
final class SimController extends SimProcess {
  private final ControllerPolicy policy;
  private final ControllerSettings settings;
  private final SimOrders orders = new SimOrders(this);
  private final Map<Node, SimProbe> probes = new EnumMap<>(Node.class);
  private final Map<Node, SimProbe> switchProbes = new EnumMap<>(Node.class);
  private OrderBackoff backoff = new OrderBackoff();
  ControllerState state;
  boolean leader;
  String why = "";
  Optional<String> question = Optional.empty();
  private boolean busy;
  private final List<UnaryOperator<ControllerState>> events = new ArrayList<>();
  private long sequence;
  private Optional<Line> lastPushed = Optional.empty();
  private int asked;
  private int answers;
  private boolean behind;
  private SwitchoverPlan plan;
  private final Set<Integer> acknowledged = new HashSet<>();
  private int answered;
  private Optional<Node> lookingAt = Optional.empty();
  private Consumer<View> looked = view -> {};
  private List<SimProxy> announcedTo = List.of();

  SimController(World world, int party, ControllerSettings settings) {
    super(world, party, ConnectionName.CONTROLLER);
    this.settings = settings;
    this.policy = new ControllerPolicy(settings);
  }

  void start() {
    begin();
    backoff = new OrderBackoff();
    state =
        GuardedStart.controller(world.events.instant(), settings.failover(), false, world.guards);
    leader = true;
    busy = false;
    events.clear();
    plan = null;
    question = Optional.empty();
    lastPushed = Optional.empty();
    sequence = world.events.now() * 1_000;
    world.trace(this + " starts as leader, record " + world.record);
    switchProbes.clear();
    lookingAt = Optional.empty();
    for (Node node : Node.values()) {
      probes.put(node, SimProbe.watch(this, node, this::seen));
    }
    after(
        world.random.nextInt((int) (100 * MILLI)),
        () -> probes.values().forEach(SimProbe::probeNow));
    tick();
    askProxies();
  }

  /** Which line does each proxy believe in, and has it taken the newest push? */
  private void askProxies() {
    Instant began = world.events.instant();
    int round = ++asked;
    answers = 0;
    behind = false;
    world.proxies.forEach(proxy -> tell(proxy, () -> reply(proxy, round, began)));
    after(Events.micros(SwitchoverTimes.PREPARE_LIMIT), () -> proxiesAnswered(round, began));
  }

  private void reply(SimProxy proxy, int round, Instant began) {
    Optional<Line> line = proxy.state.line();
    long taken = proxy.state.toldSequence();
    int mine = life;
    world.network.send(
        proxy.party,
        party,
        () ->
            run(
                mine,
                () -> {
                  line.ifPresent(known -> take(before -> before.heard(known)));
                  behind |= taken < sequence;
                  if (round == asked && ++answers == world.proxies.size()) {
                    proxiesAnswered(round, began);
                  }
                }));
  }

  /** All have answered, or the time of the call is over. */
  private void proxiesAnswered(int round, Instant began) {
    if (round != asked) {
      return;
    }
    asked++;
    take(before -> before.proxiesAsked(began));
    if (behind) {
      lastPushed.ifPresent(this::push);
    }
    after(Events.micros(ControllerPolicy.ASK_PROXIES_EVERY), this::askProxies);
  }

  private void tick() {
    decide();
    after(Events.micros(ControllerPolicy.DECIDE_EVERY), this::tick);
  }

  private void seen(View view) {
    take(before -> before.seen(view));
    probes.forEach((node, probe) ->
        probe.pace(state.seen().probeInterval(node), state.seen().probeTimeout(node)));
    decide();
  }

  void wantSwitch() {
    if (up) {
      run(
          life,
          () ->
              state
                  .line()
                  .ifPresent(line ->
                      take(before ->
                          before.requested(line.node().other(), world.events.instant()))));
    }
  }

  /** Takes an event in; while an order or a switch is under way it waits. */
  private void take(UnaryOperator<ControllerState> event) {
    events.add(event);
    if (!busy) {
      takeAll();
    }
  }

  private void takeAll() {
    events.forEach(event -> state = event.apply(state));
    events.clear();
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
      case ControllerDecision.Carry(Order order, var cause, String reason) -> carry(order);
      case ControllerDecision.Switch(Node to, var cause, String reason) -> beginSwitch();
      case ControllerDecision.NeedsDecision(String what) -> question = Optional.of(what);
      case ControllerDecision.Settled settled -> {}
      case ControllerDecision.Waiting waiting -> {}
      case ControllerDecision.Refused refused -> {}
    }
  }

  private void learn() {
    if (world.apiUp && world.record != null && state.lines().record().isEmpty()) {
      state = state.recorded(world.record);
    }
    for (Node node : Node.values()) {
      SimServer server = world.server(node);
      ServerFacts facts =
          state
              .facts(node)
              .persisting(server.persistence)
              .placed(server.newVolume, presence(server), world.events.instant());
      if (!facts.equals(state.facts(node))) {
        state = state.learned(node, facts);
      }
    }
  }

  /** Without an API server the last that it said stands, however wrong it is by now. */
  private ServerFacts.Presence presence(SimServer server) {
    if (server.stopping) {
      return ServerFacts.Presence.TERMINATING;
    }
    if (!world.apiUp) {
      return state.facts(server.node).presence();
    }
    return server.up ? ServerFacts.Presence.UNKNOWN : ServerFacts.Presence.ABSENT;
  }

  private void recordAndPush(Line line) {
    boolean newer = world.record == null || line.number() >= world.record.number();
    if (world.apiUp && newer && !line.equals(world.record)) {
      world.record = line;
      state = state.recorded(line);
    }
    if (!lastPushed.equals(Optional.of(line))) {
      lastPushed = Optional.of(line);
      sequence++;
      push(line);
    }
  }

  private void push(Line line) {
    long mine = sequence;
    for (SimProxy proxy : world.proxies) {
      long extra = world.slowPush ? 1 + world.random.nextInt((int) (3 * SECOND)) : 0;
      world.network.send(
          party, proxy.party, extra, () -> proxy.run(proxy.life, () -> proxy.pushed(mine, line)));
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

  // ---- planned switch

  private void beginSwitch() {
    busy = true;
    // Everything is dialled before the first client has to wait.
    orders.open(
        Node.MASTER, master -> orders.open(Node.BACKUP, backup -> opened(master && backup)));
  }

  private void opened(boolean both) {
    if (!both) {
      world.trace(this + " cannot dial both servers for a switch");
      end();
      return;
    }
    look(Node.MASTER, first -> look(Node.BACKUP, second -> prepareSwitch()));
  }

  private void prepareSwitch() {
    world.switchBegunAt = world.events.now();
    plan = SwitchoverPlan.begin(world.newAttempt(), state.seen(), world.events.instant());
    acknowledged.clear();
    answered = 0;
    announcedTo = world.proxies.stream().filter(proxy -> proxy.up || proxy.life == 0).toList();
    world.trace(this + " begins switch to " + plan.to() + ", attempt " + plan.attempt());
    take(plan.step());
  }

  private void take(SwitchStep step) {
    world.trace(this + " switch: " + step.getClass().getSimpleName());
    switch (step) {
      case SwitchStep.Prepare prepare -> prepare();
      case SwitchStep.Carry(Order order) -> {
        Instant decidedAt = world.events.instant();
        step(() -> carryInSwitch(order, decidedAt));
      }
      case SwitchStep.Look(Node node) -> look(node, this::looked);
      case SwitchStep.Commit(Line line) -> {
        String attempt = plan.attempt();
        announcedTo.forEach(proxy -> tell(proxy, () -> proxy.commit(attempt, line)));
        end();
      }
      case SwitchStep.Release(Optional<Line> line, String reason) -> {
        world.trace(this + " releases: " + reason);
        String attempt = plan.attempt();
        announcedTo.forEach(proxy -> tell(proxy, () -> proxy.release(attempt, line)));
        end();
      }
      case SwitchStep.Unsettled(String reason) -> {
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
        Events.micros(SwitchoverTimes.PREPARE_LIMIT),
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

  private void look(Node node, Consumer<View> done) {
    lookingAt = Optional.of(node);
    looked = done;
    switchProbes.computeIfAbsent(node, key -> SimProbe.onDemand(this, key, this::saw)).probeNow();
  }

  /** A probe on a switch's own connection ended; one that nobody waits for is passed over. */
  private void saw(View view) {
    if (lookingAt.equals(Optional.of(view.node()))) {
      lookingAt = Optional.empty();
      looked.accept(view);
    }
  }

  private void looked(View view) {
    SwitchoverPlan.Advance next = plan.looked(view.state(), world.events.instant());
    boolean again = next.step() instanceof SwitchStep.Look;
    plan = next.plan();
    after(again ? Events.micros(SwitchoverTimes.BETWEEN_LOOKS) : 0, () -> take(next.step()));
  }

  private void tell(SimProxy proxy, Runnable message) {
    if (!world.network.reset(party, proxy.party)) {
      boolean late = world.slowPush && world.random.nextInt(3) == 0;
      long extra = late ? 1 + world.random.nextInt((int) (600 * MILLI)) : 0;
      world.network.send(party, proxy.party, extra, () -> proxy.run(proxy.life, message));
    }
  }
}
