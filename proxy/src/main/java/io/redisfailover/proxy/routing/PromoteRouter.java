package io.redisfailover.proxy.routing;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.watch.ReplicationWatches;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The router of the mode {@code Promote}: it keeps the proxy's state, lets the policy decide after
 * each event, gives the byte path its orders, and sends orders to servers. Used on one event loop.
 */
public final class PromoteRouter implements Router {
  /** It decides several times a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EventLoop loop;
  private final ConnectionContext links;
  private final ProxyPolicy policy;
  private final TransitionLog log;
  private final RoleChangeRecorder recorder;
  private final LiveRoute route;
  private final OrderSender orders;
  private final ReplicationWatches watches;
  private final PromoteControl control;
  private final Supervised part;
  private final Relay relay;
  private final PeerInquiry inquiry;
  private Optional<Instant> wokenAt = Optional.empty();
  private ProxyState state;
  private boolean warmedUp;
  private @Nullable ScheduledFuture<?> tick;
  private boolean stopped;
  private volatile RouteStatus status = RouteStatus.STARTING;

  /**
   * Creates a router that has not started.
   *
   * @param settings the user's settings of the failover
   * @param loop the event loop that it runs on
   * @param links what connections to the servers need
   * @param relay the byte path; no other caller gives it orders
   * @param counts the counters of the byte path
   * @param log the log of transitions
   * @param peers asks other proxies
   */
  public PromoteRouter(
      FailoverSettings settings,
      EventLoop loop,
      ConnectionContext links,
      Relay relay,
      SessionCounts counts,
      TransitionLog log,
      PeerSource peers) {
    this.loop = loop;
    this.recorder = new RoleChangeRecorder(counts);
    this.links = links;
    this.log = log;
    this.part =
        links
            .supervisor()
            .add("the router", Weight.VITAL, PATIENCE)
            .restartedBy(() -> loop.execute(() -> part().guard(this::decide)));
    this.route = new LiveRoute(relay, recorder, loop, links.clock(), this::changesRecorded, part);
    this.orders = new OrderSender(loop, links, recorder, log, this::event, part);
    this.policy = new ProxyPolicy(settings);
    this.state = ProxyState.starting(links.clock().instant(), settings);
    this.control = new PromoteControl(this, links);
    this.watches = new ReplicationWatches(loop, links, this::seen, this::decide);
    this.inquiry = new PeerInquiry(peers, loop, links.clock(), part, this::event);
    this.relay = relay;
    relay.whenStoodStill(() -> loop.execute(() -> part().guard(this::decide)));
  }

  @Override
  public void start() {
    loop.execute(() -> {
      // Each costs the first switchover milliseconds that clients wait for, unless it ran before.
      part.guard(() -> route.rehearse(now()));
      part.guard(control::rehearse);
      probeNow();
    });
  }

  @Override
  public void stop() {
    part.end();
    loop.execute(() -> {
      stopped = true;
      watches.stop();
    });
  }

  @Override
  public void dialFailed(DialTarget target) {
    loop.execute(() -> watches.probeNow(target.server()));
  }

  @Override
  public RouteStatus status() {
    return status;
  }

  @Override
  public ProxyRequests control() {
    return control;
  }

  /** {@return the event loop of the methods below} */
  EventLoop loop() {
    return loop;
  }

  /** {@return the proxy's state} */
  ProxyState state() {
    return state;
  }

  /** {@return whether clients are routed} */
  boolean isRouting() {
    return route.isOpen();
  }

  /** {@return the present moment} */
  Instant now() {
    return links.clock().instant();
  }

  /** Takes in an event and decides. */
  void event(UnaryOperator<ProxyState> event) {
    state = event.apply(state);
    decide();
  }

  /**
   * Holds for a switchover: sessions quiesce first, after the present steps have taken effect.
   *
   * @param cause why it is done
   * @param limit how long they may quiesce
   * @return whether they were quiet in time; false too when another step was added meanwhile
   */
  CompletionStage<Boolean> quiesce(Cause cause, Duration limit) {
    return route.quiesce(cause, limit, now());
  }

  /** Probes both servers now. */
  void probeNow() {
    watches.probeNow();
  }

  /** {@return what asks the other proxies} */
  PeerInquiry inquiry() {
    return inquiry;
  }

  private void seen(ProbeResult result) {
    event(before -> before.seen(result));
    for (Server follower : Server.values()) {
      state
          .seen()
          .recognizedAddress(follower)
          .ifPresent(address -> links.addresses().followedAt(follower.other(), address));
    }
  }

  private void decide() {
    if (stopped) {
      return;
    }
    try {
      decideNow();
    } finally {
      // After an exception too: there is a next decision in any case.
      scheduleTick();
    }
  }

  private void decideNow() {
    Instant now = now();
    mindStandstill(now);
    recorder.watched(state.seen());
    ProxyDecision decision = policy.decide(state, now);
    state = decision.next();
    LiveRoute.Outcome outcome = route.follow(decision, watches::seenAt, now);
    outcome.served().ifPresent(epoch -> warmUp(epoch, now));
    log.route(
        outcome.served().map(Epoch::server), outcome.served(), outcome.ready(), outcome.message());
    status =
        RouteStatus.of(
            state,
            outcome,
            policy.standbyObstacle(state),
            recorder.changes(),
            orders.markerWrites());
    if (decision.needless()) {
      orders.giveUp(decision.why());
    }
    decision
        .order()
        .filter(order -> orders.allows(order, now))
        .ifPresent(order -> send(order, decision.cause(), now));
    watches.pace(
        server -> state.probeInterval(server, route.isOpen()),
        server -> state.seen().probeTimeout(server));
    if (state.asksPeers()) {
      inquiry.ask(state.seen());
    }
    part.beat();
  }

  /** Before each decision: the byte path may have stood still, and nobody has told yet. */
  private void mindStandstill(Instant now) {
    Optional<Instant> newest = relay.wokenAt();
    if (newest.isPresent() && !newest.equals(wokenAt)) {
      wokenAt = newest;
      Optional<Lull> lull = relay.lull();
      if (route.isOpen()) {
        log.stoodStill(lull);
      }
      Instant woken = newest.get();
      state = state.woke(woken, lull);
      var unused =
          route
              .stoodStill(now)
              .thenRunAsync(
                  () -> part.guard(() -> event(before -> before.quiet(woken, now()))), loop);
      probeNow();
    }
  }

  private Supervised part() {
    return part;
  }

  private void send(Order order, Optional<Cause> cause, Instant now) {
    // The state comes first: the end of the order may come before the call returns.
    state = state.orderStarted();
    orders.send(order, cause, state.seen(), now);
  }

  private void changesRecorded() {
    status = status.withRoleChanges(recorder.changes());
  }

  private void warmUp(Epoch epoch, Instant now) {
    if (!warmedUp) {
      warmedUp = true;
      FailoverWarmUp.play(policy, state, now);
      TransitionLog.warmUp();
      var unused = FailoverWarmUp.order(loop, links, epoch, now, part);
    }
  }

  private void scheduleTick() {
    if (tick != null) {
      tick.cancel(false);
    }
    long wait = ProxyState.nextDecision(route.isOpen()).toNanos();
    tick = loop.schedule(() -> part.guard(this::decide), wait, TimeUnit.NANOSECONDS);
  }
}
