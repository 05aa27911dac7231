package io.redisfailover.failover.policy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.observer.ActiveFailure;
import io.redisfailover.failover.policy.ControllerDecision.Action;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the controller does: bring servers back as replicas, keep markers and record, switch as
 * planned, start a pair that has no master, or ask. The first rule that fits decides. A pure
 * function; any thread.
 */
public final class ControllerPolicy {
  /** How long no master must have been seen before a cold start is thought of. */
  static final Duration MASTERLESS = Duration.ofMillis(500);

  private final ControllerSettings settings;

  /** A policy with the user's settings. */
  public ControllerPolicy(ControllerSettings settings) {
    this.settings = settings;
  }

  /** {@return the state of a controller that starts now} */
  public ControllerState starting(Instant now, boolean fresh) {
    return ControllerState.starting(now, settings.failover(), fresh, Guards.ALL);
  }

  /** How long after the proxies have answered they are asked again which line they know. */
  public static final Duration ASK_PROXIES_EVERY = Duration.ofMillis(500);

  /** Timers rest on a decision at least this often, though nothing happens. */
  public static final Duration DECIDE_EVERY = Duration.ofMillis(20);

  /**
   * Decides.
   *
   * @param before what the controller remembers; no order and no switch is under way
   * @param now the present moment
   * @return what follows
   */
  public ControllerDecision decide(ControllerState before, Instant now) {
    ControllerState state = withBestLine(before.with(before.seen().at(now)), now);
    if (state.seen().master().newest().isEmpty() || state.seen().backup().newest().isEmpty()) {
      return only(state, new ControllerDecision.Waiting("not both servers were looked at yet"));
    }
    Optional<Order> astray = Astray.standby(state, now);
    if (astray.isPresent()) {
      return carry(state, astray.get(), Optional.empty());
    }
    state = Astray.noticed(state, now);
    Optional<Order> stray = Astray.active(state, now);
    if (stray.isPresent()) {
      return carry(state, stray.get(), Optional.of(Cause.RESTARTED));
    }
    Optional<Node> active = active(state);
    return active.isPresent() ? withActive(state, active.get(), now) : withoutActive(state, now);
  }

  /**
   * Without a line: the one on record, else the newest that a proxy names. Also a newer one that a
   * proxy names, when its server is seen as the master of that very history and cannot hold a
   * marker.
   */
  private static ControllerState withBestLine(ControllerState state, Instant now) {
    Optional<Line> told = state.lines().record().or(() -> state.lines().heard());
    Optional<Line> unmarked = state.lines().heard().filter(line -> isUnmarkedNewer(state, line));
    Optional<Line> better = state.line().isEmpty() ? told : unmarked;
    return better
        .map(line -> state.with(state.seen().adopt(line, Optional.empty(), now)))
        .orElse(state);
  }

  private static boolean isUnmarkedNewer(ControllerState state, Line heard) {
    return state.line().filter(heard::newerThan).isPresent()
        && state
            .seen()
            .of(heard.node())
            .state()
            .filter(server -> server.isMaster() && !server.markable())
            .filter(server -> server.replicationId().equals(heard.replicationId()))
            .isPresent();
  }

  /** The master that is active in the newest line that is known to be held anywhere. */
  private static Optional<Node> active(ControllerState state) {
    Optional<Node> best = Optional.empty();
    for (Node node : Node.values()) {
      boolean beaten = best.isPresent() && number(state, best.get()) >= number(state, node);
      if (!beaten && isCandidate(state, node)) {
        best = Optional.of(node);
      }
    }
    long line = state.line().map(Line::number).orElse(0L);
    long newest = Math.max(line, Math.max(number(state, Node.MASTER), number(state, Node.BACKUP)));
    return best.filter(node -> number(state, node) >= newest || isOwnLine(state, node));
  }

  private static boolean isCandidate(ControllerState state, Node node) {
    Optional<ServerState> master = state.seen().of(node).state().filter(ServerState::isMaster);
    if (master.isEmpty() || Astray.isStray(state, node)) {
      return false;
    }
    boolean own = master.get().marker().map(Marker::node).filter(node::equals).isPresent();
    return own || isOwnLine(state, node);
  }

  private static boolean isOwnLine(ControllerState state, Node node) {
    ServerState server = state.seen().of(node).state().orElseThrow();
    return state.seen().isLine(node, server) || state.seen().succeeds(node, server);
  }

  private static long number(ControllerState state, Node node) {
    return state.seen().of(node).state().map(ServerState::markerNumber).orElse(0L);
  }

  private ControllerDecision withActive(ControllerState before, Node node, Instant now) {
    ControllerState state = adoptSeen(before, node, now);
    if (state.answer().isPresent()) {
      return withAnswer(state, state.answer().get());
    }
    ServerState active = state.seen().of(node).state().orElseThrow();
    Line line = state.line().orElseThrow();
    Optional<Order> markers = MarkerKeeping.order(state, now);
    if (markers.isPresent()) {
      return carry(state.conflictSettled(), markers.get(), Optional.empty());
    }
    boolean marked = active.markers().complete() || !active.markable();
    Optional<Line> recordable = marked ? Optional.of(line) : Optional.empty();
    ControllerState timed = state.withTimers(activeTimers(state, now));
    Action action =
        Rejoining.action(timed, settings.endpoints(), now)
            .orElseGet(() -> Switching.action(timed, settings, now));
    ControllerState next =
        action instanceof ControllerDecision.Refused || action instanceof ControllerDecision.Switch
            ? timed.requestEnded()
            : timed;
    return new ControllerDecision(next, action, recordable);
  }

  private static ControllerDecision withAnswer(ControllerState state, Node survivor) {
    Node active = state.line().orElseThrow().node();
    if (survivor == active) {
      return only(state.answerTaken(), new ControllerDecision.Waiting(active + " goes on"));
    }
    ServerState server = state.seen().activeSight().state().orElseThrow();
    return carry(
        state,
        Order.of(
            new Command.Park(
                active, Command.Expected.of(server), survivor + " goes on, as was answered")),
        Optional.of(Cause.DECISION));
  }

  private static ControllerState.Timers activeTimers(ControllerState state, Instant now) {
    boolean inSync = Switching.inSync(state.seen());
    return new ControllerState.Timers(
        Optional.empty(),
        state.timers().stray(),
        inSync ? state.timers().inSync().or(() -> Optional.of(now)) : Optional.empty());
  }

  private static ControllerState adoptSeen(ControllerState state, Node node, Instant now) {
    ServerState active = state.seen().of(node).state().orElseThrow();
    long number =
        active.markerNumber() > 0 ? active.markerNumber() : state.line().orElseThrow().number();
    Line line = new Line(number, node, active.replicationId());
    return state.line().equals(Optional.of(line)) && state.seen().lineRunId().isPresent()
        ? state
        : state.with(state.seen().adopt(line, Optional.of(active.runId()), now));
  }

  private ControllerDecision withoutActive(ControllerState before, Instant now) {
    Optional<ControllerDecision> promotion = promotion(before, now);
    if (promotion.isPresent()) {
      return promotion.get();
    }
    Instant since = before.timers().masterless().orElse(now);
    ControllerState state =
        before.withTimers(
            new ControllerState.Timers(
                Optional.of(since), before.timers().stray(), Optional.empty()));
    boolean lookedSince =
        Stream.of(Node.values())
            .allMatch(node -> state.seen().of(node).newest().orElseThrow().sentAt().isAfter(since));
    if (!lookedSince || Duration.between(since, now).compareTo(MASTERLESS) <= 0) {
      Optional<ActiveFailure> failure = failure(state, now);
      return only(
          state,
          new ControllerDecision.Waiting(failure.map(ActiveFailure::cause), sentence(failure)));
    }
    if (state.lines().askedAt().filter(since::isBefore).isEmpty()) {
      return only(
          state, new ControllerDecision.Waiting("the proxies were not asked for their line yet"));
    }
    return only(state, ColdStart.action(state, settings, now));
  }

  private Optional<ControllerDecision> promotion(ControllerState state, Instant now) {
    if (state.line().isEmpty() || state.seen().failedSince().isEmpty()) {
      return Optional.empty();
    }
    if (Promotion.obstacle(state.seen(), settings.failover(), now).isPresent()) {
      return Optional.empty();
    }
    Optional<ActiveFailure> failure = failure(state, now);
    Order order = Promotion.order(state.seen(), ConnectionName.PROXY, sentence(failure));
    return Optional.of(carry(state, order, failure.map(ActiveFailure::cause)));
  }

  private static Optional<ActiveFailure> failure(ControllerState state, Instant now) {
    return state.line().flatMap(line -> ActiveFailure.of(state.seen(), now));
  }

  private static String sentence(Optional<ActiveFailure> failure) {
    return failure.map(ActiveFailure::sentence).orElse("no server is seen as the master of a line");
  }

  private static ControllerDecision carry(
      ControllerState state, Order order, Optional<Cause> cause) {
    return only(state, new ControllerDecision.Carry(order, cause));
  }

  private static ControllerDecision only(ControllerState state, Action action) {
    return new ControllerDecision(state, action, Optional.empty());
  }
}
