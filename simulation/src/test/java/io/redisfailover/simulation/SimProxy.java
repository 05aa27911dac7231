package io.redisfailover.simulation;

import static io.redisfailover.simulation.Events.MILLI;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.GuardedStart;
import io.redisfailover.failover.policy.ProxyDecision;
import io.redisfailover.failover.policy.ProxyPolicy;
import io.redisfailover.failover.policy.ProxyState;
import io.redisfailover.failover.policy.Routing;
import io.redisfailover.failover.policy.SwitchoverTimes;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A proxy with its clients, around the real {@link ProxyPolicy}. */
final class SimProxy extends SimProcess {
  private final ProxyPolicy policy;
  private final FailoverSettings settings;
  private final SimOrders orders = new SimOrders(this);
  private final Map<Node, SimProbe> probes = new EnumMap<>(Node.class);
  private OrderBackoff backoff = new OrderBackoff();
  ProxyState state;
  String why = "";
  boolean ready = true;
  private Optional<Node> route = Optional.empty();
  private Optional<Line> routedLine = Optional.empty();
  private int session;
  private long startedAt;
  private int pending;
  private Runnable drained;

  SimProxy(World world, int party, FailoverSettings settings) {
    super(world, party, ConnectionName.PROXY);
    this.settings = settings;
    this.policy = new ProxyPolicy(settings);
  }

  Optional<Node> route() {
    return up ? route : Optional.empty();
  }

  void start() {
    begin();
    backoff = new OrderBackoff();
    state = GuardedStart.proxy(world.events.instant(), settings, world.guards);
    route = Optional.empty();
    routedLine = Optional.empty();
    session++;
    pending = 0;
    drained = null;
    ready = true;
    startedAt = world.events.now();
    for (Node node : Node.values()) {
      probes.put(node, SimProbe.watch(this, node, this::seen));
    }
    after(world.random.nextInt((int) (100 * MILLI)), this::probeNow);
    tick();
    client();
  }

  private void tick() {
    decide();
    checkReadiness();
    after(Events.micros(ProxyState.nextDecision(route.isPresent())), this::tick);
  }

  private void seen(View view) {
    state = state.seen(view);
    decide();
  }

  private void probeNow() {
    probes.values().forEach(SimProbe::probeNow);
  }

  /** A proxy that alone is cut from the active server must not stay in the service. */
  private void checkReadiness() {
    Instant now = world.events.instant();
    boolean longCut =
        state.cutSince().filter(since -> since.plusMillis(2_500).isBefore(now)).isPresent();
    boolean awake = world.events.now() - wokenAt > 2_500 * MILLI;
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
    decision.order().filter(order -> backoff.allows(order, now)).ifPresent(this::carry);
    probes.forEach((node, probe) ->
        probe.pace(state.probeInterval(node, route.isPresent()), state.seen().probeTimeout(node)));
  }

  private void apply(Routing routing) {
    switch (routing) {
      case Routing.To(Line line) -> {
        boolean sameLine =
            routedLine
                .filter(old -> old.node() == line.node())
                .filter(old -> old.number() == line.number())
                .isPresent();
        if (!sameLine) {
          cutSessions();
        }
        routedLine = Optional.of(line);
        routeTo(line.node());
        ready = true;
      }
      case Routing.Held(boolean stillReady) -> {
        boolean switching = state.switching().isPresent();
        if (route.isPresent() && !switching) {
          cutSessions();
        }
        route = Optional.empty();
        ready = stillReady;
      }
    }
  }

  private void routeTo(Node node) {
    if (!route.equals(Optional.of(node))) {
      world.trace(this + " routes to " + node + " " + state.line().orElseThrow());
    }
    route = Optional.of(node);
  }

  private void cutSessions() {
    session++;
    pending = 0;
  }

  private void carry(Order order) {
    state = state.orderStarted();
    if (order.command() instanceof Command.Promote promote
        && !world.guards.on(Guard.PROMOTE_BEFORE_ROUTE)) {
      cutSessions();
      routedLine = Optional.empty();
      routeTo(promote.node());
    }
    world.trace(this + " orders " + order.command().why());
    orders.run(
        order,
        world.events.instant(),
        outcome -> {
          backoff.ended(order, world.events.instant());
          state = state.orderEnded(order.command(), outcome);
          world.trace(this + " order ended: " + outcome.getClass().getSimpleName());
          decide();
        });
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

  private void write(Node node) {
    int mine = session;
    int write = world.ledger.newWrite();
    SimServer server = world.server(node);
    String life = server.runId;
    int inLife = this.life;
    if (world.network.reset(party, server.party)) {
      return;
    }
    pending++;
    world.network.send(
        party,
        server.party,
        () ->
            server.execute(() -> {
              if (!server.up || !server.runId.equals(life)) {
                return;
              }
              boolean taken = server.clientWrite(write);
              if (taken) {
                world.ledger.applied(write, server);
              }
              world.network.send(
                  server.party, party, () -> run(inLife, () -> answered(mine, node, write, taken)));
            }));
  }

  private void answered(int inSession, Node node, int write, boolean taken) {
    if (inSession != session) {
      return;
    }
    pending--;
    if (taken) {
      world.ledger.acknowledged(write, this);
    } else if (world.server(node).parkedBySwitch() && startedAt < world.switchBegunAt) {
      world.ledger.violation("REFUSED IN A SWITCH", this + " passed a refusal of " + node + " on");
    }
    if (drained != null && pending == 0) {
      Runnable ready = drained;
      drained = null;
      ready.run();
    }
  }

  // ---- what it hears

  void pushed(long sequence, Line line) {
    state = state.pushed(sequence, line);
    decide();
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
    after(
        Events.micros(SwitchoverTimes.QUIESCE_LIMIT),
        () -> {
          if (atRest.equals(drained)) {
            drained = null;
            if (isPrepared(attempt)) {
              state = state.released(Optional.empty());
              decide();
            }
            answer(controller, attempt, controllerLife, false);
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

  void release(String attempt, Optional<Line> line) {
    if (state.endRefusal(attempt, line).isEmpty()) {
      state = state.released(line);
      decide();
      probeNow();
    }
  }

  void commit(String attempt, Line line) {
    if (state.endRefusal(attempt, Optional.of(line)).isEmpty()) {
      state = state.committed(line);
      decide();
      probeNow();
    }
  }
}
