package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ActiveFailure;
import io.redisfailover.failover.policy.MarkerRepair;
import io.redisfailover.failover.policy.SupersededPrimary;
import io.redisfailover.failover.policy.UnplannedPromotion;
import io.redisfailover.failover.policy.controller.ControllerDecision.Action;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the controller does: bring servers back as replicas, keep markers and record, switch as
 * planned, start a pair that has no primary, or ask. The first rule that fits decides. A pure
 * function; any thread.
 */
public final class ControllerPolicy {
  /** How long no primary must have been seen before a cold start is thought of. */
  static final Duration MASTERLESS = Duration.ofMillis(500);

  /** How long a server that refused its markers is left alone with them. */
  static final Duration MARK_AGAIN = Duration.ofSeconds(5);

  private final ControllerSettings settings;

  /** A policy with the user's settings. */
  public ControllerPolicy(ControllerSettings settings) {
    this.settings = settings;
  }

  /** {@return the state of a controller that starts now} */
  public ControllerState starting(Instant now, boolean fresh) {
    return ControllerState.starting(now, settings.failover(), fresh, Guards.ALL);
  }

  /** How long after the proxies have answered they are asked again which epoch they know. */
  public static final Duration ASK_PROXIES_EVERY = Duration.ofMillis(500);

  /** Timers rest on a decision at least this often, though nothing happens. */
  public static final Duration DECIDE_EVERY = Duration.ofMillis(20);

  /**
   * Decides.
   *
   * @param before what the controller remembers; no order and no switchover is under way
   * @param now the present moment
   * @return what follows
   */
  public ControllerDecision decide(ControllerState before, Instant now) {
    ControllerState state = withBestEpoch(before.with(before.seen().at(now)), now);
    if (state.seen().master().newest().isEmpty() || state.seen().backup().newest().isEmpty()) {
      return only(
          state, new ControllerDecision.Waiting("waiting for the first probe of both servers"));
    }
    Optional<Order> astray = StrayServers.standby(state, now);
    if (astray.isPresent()) {
      return carry(state, astray.get(), Optional.empty());
    }
    state = StrayServers.noticed(state, now);
    Optional<Order> stray = StrayServers.active(state, now);
    if (stray.isPresent()) {
      return carry(state, stray.get(), Optional.of(Cause.RESTARTED));
    }
    Optional<Server> active = active(state);
    return active.isPresent() ? withActive(state, active.get(), now) : withoutActive(state, now);
  }

  /**
   * Without an epoch: the one on record, else the newest that a proxy names. Also a newer one that
   * a proxy names, when its server is seen as the primary of that very history, whatever its
   * markers say.
   */
  private static ControllerState withBestEpoch(ControllerState state, Instant now) {
    Optional<Epoch> told = state.epochs().record().or(() -> state.epochs().heard());
    Optional<Epoch> newer = state.epochs().heard().filter(epoch -> isSeenNewer(state, epoch));
    Optional<Epoch> better = state.epoch().isEmpty() ? told : newer;
    return better
        .map(epoch -> state.with(state.seen().adopt(epoch, Optional.empty(), now)))
        .orElse(state);
  }

  private static boolean isSeenNewer(ControllerState state, Epoch heard) {
    return state.epoch().filter(heard::newerThan).isPresent()
        && state
            .seen()
            .of(heard.server())
            .state()
            .filter(serverState -> serverState.isPrimary())
            .filter(serverState -> serverState.replicationId().equals(heard.replicationId()))
            .isPresent();
  }

  /** The primary that is active in the newest epoch that is known to be held anywhere. */
  private static Optional<Server> active(ControllerState state) {
    Optional<Server> best = Optional.empty();
    for (Server server : Server.values()) {
      boolean beaten = best.isPresent() && number(state, best.get()) >= number(state, server);
      if (!beaten && isCandidate(state, server)) {
        best = Optional.of(server);
      }
    }
    long epoch = state.epoch().map(Epoch::number).orElse(0L);
    long newest =
        Math.max(epoch, Math.max(number(state, Server.MASTER), number(state, Server.BACKUP)));
    return best.filter(server -> number(state, server) >= newest || isOwnEpoch(state, server));
  }

  private static boolean isCandidate(ControllerState state, Server server) {
    Optional<ServerState> master = state.seen().of(server).state().filter(ServerState::isPrimary);
    if (master.isEmpty() || StrayServers.isStray(state, server)) {
      return false;
    }
    boolean own = master.get().marker().map(Marker::server).filter(server::equals).isPresent();
    return own || isOwnEpoch(state, server);
  }

  private static boolean isOwnEpoch(ControllerState state, Server server) {
    ServerState serverState = state.seen().of(server).state().orElseThrow();
    return state.seen().isEpochServer(server, serverState)
        || state.seen().succeeds(server, serverState);
  }

  private static long number(ControllerState state, Server server) {
    return state.seen().of(server).state().map(ServerState::markerNumber).orElse(0L);
  }

  private ControllerDecision withActive(ControllerState before, Server server, Instant now) {
    ControllerState state = adoptSeen(before, server, now);
    if (state.decision().isPresent()) {
      return withDecision(state, state.decision().get());
    }
    ServerState active = state.seen().of(server).state().orElseThrow();
    Epoch epoch = state.epoch().orElseThrow();
    Optional<Order> parking = SupersededPrimary.order(state.seen(), epoch.number(), now);
    if (parking.isPresent()) {
      return carry(state, parking.get(), Optional.empty());
    }
    Optional<Order> markers = MarkerRepair.order(state.seen(), state.epochs().conflicting(), now);
    if (markers.isPresent() && !isRefused(state, active, now)) {
      return carry(state.conflictSettled(), markers.get(), Optional.empty());
    }
    boolean marked = active.markers().areOf(epoch) || !active.markable();
    Optional<Epoch> recordable = marked ? Optional.of(epoch) : Optional.empty();
    ControllerState timed = state.withTimers(activeTimers(state, now));
    Action action =
        Rejoining.action(timed, settings, now)
            .orElseGet(() -> SwitchoverTrigger.action(timed, settings, now));
    ControllerState next =
        action instanceof ControllerDecision.Refused
                || action instanceof ControllerDecision.Switchover
            ? timed.requestEnded()
            : timed;
    return new ControllerDecision(next, action, recordable);
  }

  private static ControllerDecision withDecision(ControllerState state, Server survivor) {
    Server active = state.epoch().orElseThrow().server();
    if (survivor == active) {
      return only(
          state.answerTaken(),
          new ControllerDecision.Waiting(active + " stays active, as decided"));
    }
    ServerState serverState = state.seen().activeMemory().state().orElseThrow();
    return carry(
        state,
        Order.of(
            new Command.Park(
                active,
                Command.Expected.of(serverState),
                "the data of " + survivor + " is kept, as decided")),
        Optional.of(Cause.DECISION));
  }

  private static ControllerState.Timers activeTimers(ControllerState state, Instant now) {
    boolean inSync = state.seen().isStandbyInSync();
    return new ControllerState.Timers(
        Optional.empty(),
        state.timers().stray(),
        inSync ? state.timers().inSync().or(() -> Optional.of(now)) : Optional.empty(),
        state.timers().unmarked());
  }

  /**
   * A server that takes no markers, because its memory is full, still gets its standby back. Only
   * one that says already which epoch its data belong to: the other server's copy is discarded.
   */
  private static boolean isRefused(ControllerState state, ServerState active, Instant now) {
    Epoch epoch = state.epoch().orElseThrow();
    return active.marker().equals(Optional.of(epoch.marker()))
        && state
            .timers()
            .unmarked()
            .filter(since -> Duration.between(since, now).compareTo(MARK_AGAIN) < 0)
            .isPresent();
  }

  private static ControllerState adoptSeen(ControllerState state, Server server, Instant now) {
    ServerState active = state.seen().of(server).state().orElseThrow();
    long known =
        state
            .epoch()
            .filter(mine -> state.seen().isEpochServer(server, active))
            .map(Epoch::number)
            .orElse(0L);
    long held =
        active.marker().filter(marker -> marker.server() == server).map(Marker::number).orElse(0L);
    long number = Math.max(known, held);
    Epoch epoch = new Epoch(number, server, active.replicationId());
    return state.epoch().equals(Optional.of(epoch)) && state.seen().epochRunId().isPresent()
        ? state
        : state.with(state.seen().adopt(epoch, Optional.of(active.runId()), now));
  }

  private ControllerDecision withoutActive(ControllerState before, Instant now) {
    Optional<ControllerDecision> promotion = promotion(before, now);
    if (promotion.isPresent()) {
      return promotion.get();
    }
    Instant since = before.timers().noPrimarySince().orElse(now);
    ControllerState state =
        before.withTimers(
            new ControllerState.Timers(
                Optional.of(since),
                before.timers().stray(),
                Optional.empty(),
                before.timers().unmarked()));
    boolean probedSince =
        Stream.of(Server.values())
            .allMatch(
                server -> state.seen().of(server).newest().orElseThrow().sentAt().isAfter(since));
    boolean tooEarly = Duration.between(since, now).compareTo(MASTERLESS) <= 0;
    if (!probedSince || tooEarly || mayBeSwitching(state, now)) {
      Optional<ActiveFailure> failure = failure(state, now);
      return only(
          state,
          new ControllerDecision.Waiting(failure.map(ActiveFailure::cause), sentence(failure)));
    }
    if (state.epochs().askedAt().filter(since::isBefore).isEmpty()) {
      return only(
          state, new ControllerDecision.Waiting("waiting for the proxies to report their epoch"));
    }
    return only(state, ColdStart.action(state, settings, now));
  }

  private Optional<ControllerDecision> promotion(ControllerState state, Instant now) {
    if (state.epoch().isEmpty() || state.seen().failedSince().isEmpty()) {
      return Optional.empty();
    }
    if (mayBeSwitching(state, now)
        || UnplannedPromotion.obstacle(state.seen(), settings.failover(), now).isPresent()) {
      return Optional.empty();
    }
    Optional<ActiveFailure> failure = failure(state, now);
    Order order = UnplannedPromotion.order(state.seen(), ConnectionName.PROXY, sentence(failure));
    return Optional.of(carry(state, order, failure.map(ActiveFailure::cause)));
  }

  /**
   * Whether the active server was parked so lately that another controller may be in the middle of
   * a switchover: this one may have been stopped and succeeded by it. Proxies are told of a
   * switchover, and controllers are not, so the proxies are the first to promote in a handover.
   */
  private static boolean mayBeSwitching(ControllerState state, Instant now) {
    return state.epoch().isPresent()
        && state.seen().isHandover()
        && state
            .seen()
            .failedSince()
            .filter(since -> Duration.between(since, now).compareTo(SwitchoverPlan.LIMIT) <= 0)
            .isPresent();
  }

  private static Optional<ActiveFailure> failure(ControllerState state, Instant now) {
    return state.epoch().flatMap(epoch -> ActiveFailure.of(state.seen(), now));
  }

  private static String sentence(Optional<ActiveFailure> failure) {
    return failure.map(ActiveFailure::sentence).orElse("waiting for a primary of the newest epoch");
  }

  private static ControllerDecision carry(
      ControllerState state, Order order, Optional<Cause> cause) {
    return only(state, new ControllerDecision.Execute(order, cause));
  }

  private static ControllerDecision only(ControllerState state, Action action) {
    return new ControllerDecision(state, action, Optional.empty());
  }
}
