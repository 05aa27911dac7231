package io.redisfailover.proxy.routing;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.ProxyDecision;
import io.redisfailover.failover.policy.ProxyPolicy;
import io.redisfailover.failover.policy.ProxyState;
import io.redisfailover.failover.policy.Routing;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.redis.FaultLog;
import io.redisfailover.proxy.redis.Links;
import io.redisfailover.proxy.redis.OrderExecution;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import io.redisfailover.proxy.routing.PromoteRoute.Served;
import io.redisfailover.proxy.watch.ServerWatches;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The mode {@code Promote}: owns what the proxy remembers, asks the policy after each event, tells
 * the byte path, and has orders carried out. All on one event loop.
 */
public final class PromoteRouter implements Router {
  private final EventLoop loop;
  private final Links links;
  private final RelaySteps steps;
  private final ProxyPolicy policy;
  private final TransitionLog log;
  private final OrderBackoff backoff = new OrderBackoff();
  private final Chronicle chronicle;
  private final ServerWatches watches;
  private final ProxyRequests control;
  private final FaultLog faults = new FaultLog("the router");
  private ProxyState state;
  private PromoteRoute route = PromoteRoute.NONE;
  private boolean rehearsed;
  private @Nullable ScheduledFuture<?> tick;
  private boolean stopped;
  private volatile RouteStatus status = RouteStatus.STARTING;

  /**
   * A router that has not started.
   *
   * @param settings what the user set about failing over
   * @param loop the event loop that it lives on
   * @param links how servers are reached
   * @param relay the byte path; this router alone gives it orders
   * @param counts what the byte path counts
   * @param log the log of transitions
   */
  public PromoteRouter(
      FailoverSettings settings,
      EventLoop loop,
      Links links,
      Relay relay,
      SessionCounts counts,
      TransitionLog log) {
    this.loop = loop;
    this.chronicle = new Chronicle(counts);
    this.links = links;
    this.log = log;
    this.steps = new RelaySteps(relay);
    this.policy = new ProxyPolicy(settings);
    this.state = ProxyState.starting(links.clock().instant(), settings);
    this.control = new PromoteControl(this, links.addresses());
    this.watches = new ServerWatches(loop, links, this::seen);
    links.addresses().onMove(node -> loop.execute(() -> moved(node)));
  }

  @Override
  public void start() {
    loop.execute(this::probeNow);
  }

  @Override
  public void stop() {
    loop.execute(() -> {
      stopped = true;
      watches.stop();
    });
  }

  @Override
  public void dialFailed(Target target) {
    loop.execute(() -> watches.probeNow(target.node()));
  }

  @Override
  public void checked(Node node, boolean up) {
    // Shown on the statistics page; the replication watch knows more, and sooner.
  }

  @Override
  public RouteStatus status() {
    return status;
  }

  @Override
  public ProxyRequests control() {
    return control;
  }

  /** {@return the event loop that everything below belongs to} */
  EventLoop loop() {
    return loop;
  }

  /** {@return what the proxy remembers} */
  ProxyState state() {
    return state;
  }

  /** {@return whether clients are routed at the moment} */
  boolean isRouting() {
    return route.open();
  }

  /** {@return the present moment} */
  Instant now() {
    return links.clock().instant();
  }

  /** Takes an event in, and does what follows from it. */
  void event(UnaryOperator<ProxyState> event) {
    state = event.apply(state);
    decide();
  }

  /**
   * Holds for a planned switch: sessions come to rest first, behind the steps that are under way.
   *
   * @param limit how long to wait for the rest, from when those have taken effect
   * @return whether they came to rest; false as well when another step was added meanwhile
   */
  CompletionStage<Boolean> quiesce(Cause cause, Duration limit) {
    chronicle.planned(cause, now());
    return apply(route.quiesce(limit));
  }

  /** Looks at both servers now. */
  void probeNow() {
    watches.probeNow();
  }

  /** A server is said to be elsewhere: clients wait until it was seen there. */
  private void moved(Node node) {
    if (!stopped) {
      watches.redial(node);
      decide();
    }
  }

  private void seen(View view) {
    event(before -> before.seen(view));
  }

  private void decide() {
    if (stopped) {
      return;
    }
    try {
      decideNow();
    } finally {
      // Also when something failed: there is a next decision in any case.
      scheduleTick();
    }
  }

  private void decideNow() {
    Instant now = now();
    chronicle.watched(state.seen());
    ProxyDecision decision = policy.decide(state, now);
    state = decision.next();
    follow(decision, now);
    decision
        .order()
        .filter(order -> backoff.allows(order, now))
        .ifPresent(order -> carryOut(order, decision.cause(), now));
    watches.pace(
        node -> state.probeInterval(node, route.open()), node -> state.seen().probeTimeout(node));
  }

  private void follow(ProxyDecision decision, Instant now) {
    Optional<Line> line =
        decision.routing() instanceof Routing.To(Line wanted)
            ? Optional.of(wanted)
            : Optional.empty();
    Optional<InetSocketAddress> address = line.flatMap(to -> watches.seenAt(to.node()));
    String why =
        line.isPresent() && address.isEmpty()
            ? line.get().node() + " was not seen yet where it is said to be now"
            : decision.why();
    boolean ready = !(decision.routing() instanceof Routing.Held(boolean isReady)) || isReady;
    if (line.isPresent() && address.isPresent()) {
      open(line.get(), address.get(), why, now);
    } else {
      chronicle.held(now);
      var unused = apply(route.hold());
    }
    Optional<Node> routed = route.open() ? line.map(Line::node) : Optional.empty();
    log.route(routed, ready, why);
    publish(routed, ready, why);
  }

  private void open(Line line, InetSocketAddress address, String why, Instant now) {
    boolean opens = !route.open() || !state.line().equals(route.served().map(Served::line));
    PromoteRoute.Change change = route.to(line, address, chronicle.closeReason());
    Optional<Chronicle.Opening> opening =
        opens ? chronicle.routed(line.node(), why, state.seen(), now) : Optional.empty();
    CompletionStage<Boolean> applied = apply(change);
    opening.ifPresent(awaited -> {
      var unused =
          applied.thenApply(done -> now()).thenAcceptAsync(at -> opened(awaited, at), loop);
    });
    rehearse(line, now);
  }

  private void opened(Chronicle.Opening opening, Instant at) {
    chronicle.opened(opening, at);
    status = status.withFailovers(chronicle.changes());
  }

  private void rehearse(Line line, Instant now) {
    if (!rehearsed) {
      rehearsed = true;
      Rehearsal.decide(policy, state, now);
      var unused = Rehearsal.order(loop, links, line, now);
    }
  }

  private CompletionStage<Boolean> apply(PromoteRoute.Change change) {
    route = change.route();
    CompletionStage<Boolean> applied = steps.add(change.steps());
    faults.tellFailureOf(applied, loop);
    return applied;
  }

  private void carryOut(Order order, Optional<Cause> cause, Instant decidedAt) {
    state = state.orderStarted();
    if (order.command() instanceof Command.Promote promote) {
      chronicle.promoting(promote, cause.orElseThrow(), state.seen(), decidedAt);
    }
    var unused =
        OrderExecution.begin(loop, links, order, decidedAt)
            .thenAccept(outcome -> faults.guard(() -> ended(order, outcome)));
  }

  private void ended(Order order, OrderOutcome outcome) {
    backoff.ended(order, now());
    // First of all: nothing is decided before it is known that the order has ended.
    state = state.orderEnded(order.command(), outcome);
    log.order(order, outcome);
    chronicle.ended(order.command(), outcome);
    decide();
  }

  private void publish(Optional<Node> routed, boolean ready, String why) {
    status =
        new RouteStatus(
            state.line(),
            routed,
            ready,
            why,
            policy.standbyObstacle(state),
            Math.max(0, state.toldSequence()),
            state.switching().map(ProxyState.Switching::attempt),
            state.seen().master().newest(),
            state.seen().backup().newest(),
            chronicle.changes());
  }

  private void scheduleTick() {
    if (tick != null) {
      tick.cancel(false);
    }
    long wait = ProxyState.nextDecision(route.open()).toNanos();
    tick = loop.schedule(() -> faults.guard(this::decide), wait, TimeUnit.NANOSECONDS);
  }
}
