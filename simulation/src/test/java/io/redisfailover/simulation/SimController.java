package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.MILLI;
import static io.redisfailover.simulation.Events.SECOND;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.policy.ControllerDecision;
import io.redisfailover.failover.policy.ControllerPolicy;
import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.policy.ControllerState;
import io.redisfailover.failover.policy.GuardedStart;
import io.redisfailover.failover.policy.ServerFacts;
import io.redisfailover.failover.policy.SwitchStep;
import io.redisfailover.failover.policy.SwitchoverPlan;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A controller, around the real {@link ControllerPolicy} and {@link SwitchoverPlan}. */
final class SimController extends SimProcess {
  private static final long TICK = 100 * MILLI;
  private static final long ORDER_TIMEOUT = 300 * MILLI;

  private final ControllerPolicy policy;
  private final ControllerSettings settings;
  private final OrderRunner orders = new OrderRunner(this, ORDER_TIMEOUT);
  private final Prober prober;
  ControllerState state;
  boolean leader;
  String why = "";
  Optional<String> question = Optional.empty();
  private boolean busy;
  private long sequence;
  private Optional<Line> lastPushed = Optional.empty();
  private long lastPush;
  private SwitchoverPlan plan;
  private final Set<Integer> acknowledged = new HashSet<>();
  private List<SimProxy> announcedTo = List.of();

  SimController(World world, int party, ControllerSettings settings) {
    super(world, party, ConnectionName.CONTROLLER);
    this.settings = settings;
    this.policy = new ControllerPolicy(settings);
    this.prober =
        new Prober(
            this,
            node -> state.seen().probeInterval(node),
            node -> state.seen().probeTimeout(node),
            view -> {
              state = state.seen(view);
              decide();
            });
  }

  void start() {
    begin();
    orders.forget();
    state =
        GuardedStart.controller(world.events.instant(), settings.failover(), false, world.guards);
    leader = true;
    busy = false;
    plan = null;
    question = Optional.empty();
    lastPushed = Optional.empty();
    sequence = world.events.now() * 1_000;
    world.trace(this + " starts as leader, record " + world.record);
    for (Node node : Node.values()) {
      ask(
          node,
          connection(node),
          ORDER_TIMEOUT,
          server -> server.killConnections(ConnectionName.CONTROLLER, connection(node)),
          view -> {});
    }
    prober.start();
    tick();
    askProxies();
  }

  /** Twice a second: which line does each proxy believe in? */
  private void askProxies() {
    Instant began = world.events.instant();
    for (SimProxy proxy : world.proxies) {
      tell(proxy, () -> proxy.state.line().ifPresent(line -> reply(proxy, line)));
    }
    after(300 * MILLI, () -> state = state.proxiesAsked(began));
    after(500 * MILLI, this::askProxies);
  }

  private void reply(SimProxy proxy, Line line) {
    int mine = life;
    world.network.send(proxy.party, party, () -> run(mine, () -> state = state.heard(line)));
  }

  private void tick() {
    decide();
    after(TICK, this::tick);
  }

  @Override
  void connectionClosed(Node node) {
    prober.closed(node);
  }

  void wantSwitch() {
    if (up) {
      run(
          life,
          () ->
              state
                  .line()
                  .ifPresent(line ->
                      state = state.requested(line.node().other(), world.events.instant())));
    }
  }

  private void decide() {
    if (!leader || busy) {
      return;
    }
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
    boolean due = world.events.now() - lastPush > SECOND;
    if (!lastPushed.equals(Optional.of(line)) || due) {
      lastPushed = Optional.of(line);
      lastPush = world.events.now();
      push(line);
    }
  }

  private void push(Line line) {
    long mine = ++sequence;
    for (SimProxy proxy : world.proxies) {
      long extra = world.slowPush ? 1 + world.random.nextInt((int) (3 * SECOND)) : 0;
      world.network.send(
          party, proxy.party, extra, () -> proxy.run(proxy.life, () -> proxy.pushed(mine, line)));
    }
  }

  private void carry(Order order) {
    if (orders.tooSoon(order.command())) {
      return;
    }
    busy = true;
    orders.run(
        order,
        outcome -> {
          busy = false;
          world.trace(this + " order ended: " + outcome.getClass().getSimpleName());
          state = state.orderEnded(order.command(), outcome, world.events.instant());
          decide();
        });
  }

  // ---- planned switch

  private void beginSwitch() {
    busy = true;
    world.switchBegunAt = world.events.now();
    plan = SwitchoverPlan.begin(world.newAttempt(), state.seen(), world.events.instant());
    acknowledged.clear();
    announcedTo = world.proxies.stream().filter(proxy -> proxy.up || proxy.life == 0).toList();
    world.trace(this + " begins switch to " + plan.to() + ", attempt " + plan.attempt());
    take(plan.step());
  }

  private void take(SwitchStep step) {
    world.trace(this + " switch: " + step.getClass().getSimpleName());
    switch (step) {
      case SwitchStep.Prepare prepare -> prepare();
      case SwitchStep.Carry(Order order) ->
          step(() ->
              orders.run(
                  order,
                  outcome -> {
                    world.trace(this + " switch order: " + outcome.getClass().getSimpleName());
                    state = state.orderEnded(order.command(), outcome, world.events.instant());
                    advance(plan.ordered(outcome, world.events.instant()));
                  }));
      case SwitchStep.Look(Node node) -> look(node);
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

  private void end() {
    busy = false;
    plan = null;
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
        Events.micros(SwitchoverPlan.PREPARE_LIMIT),
        () -> {
          if (plan != null && plan.attempt().equals(attempt) && !acknowledged.contains(-1)) {
            acknowledged.add(-1);
            advance(plan.prepared(false, world.events.instant()));
          }
        });
  }

  void prepared(String attempt, int proxy) {
    if (plan == null || !plan.attempt().equals(attempt) || acknowledged.contains(-1)) {
      return;
    }
    acknowledged.add(proxy);
    if (acknowledged.size() >= announcedTo.size()) {
      acknowledged.add(-1);
      advance(plan.prepared(true, world.events.instant()));
    }
  }

  private void look(Node node) {
    ask(
        node,
        connection(node),
        ORDER_TIMEOUT,
        server -> {},
        view -> {
          SwitchoverPlan.Advance next = plan.looked(view.state(), world.events.instant());
          boolean again = next.step() instanceof SwitchStep.Look;
          plan = next.plan();
          after(again ? 5 * MILLI : 0, () -> take(next.step()));
        });
  }

  private void tell(SimProxy proxy, Runnable message) {
    if (!world.network.reset(party, proxy.party)) {
      boolean late = world.slowPush && world.random.nextInt(3) == 0;
      long extra = late ? 1 + world.random.nextInt((int) (600 * MILLI)) : 0;
      world.network.send(party, proxy.party, extra, () -> proxy.run(proxy.life, message));
    }
  }
}
