package io.redisfailover.failover.policy.proxy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ActiveFailure;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.Promotability;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.MarkerRepair;
import io.redisfailover.failover.policy.StrayStandby;
import io.redisfailover.failover.policy.SupersededPrimary;
import io.redisfailover.failover.policy.UnplannedPromotion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a proxy does: route, hold, adopt a newer epoch, park a superseded primary or a stray
 * standby, promote the standby. The first rule that fits decides. A pure function; any thread.
 */
public final class ProxyPolicy {
  /** How long a proxy that alone is cut from the active server stays ready. */
  static final Duration CUT_BEFORE_UNREADY = Duration.ofSeconds(1);

  private final FailoverSettings settings;

  /** A policy with the user's settings. */
  public ProxyPolicy(FailoverSettings settings) {
    this.settings = settings;
  }

  /**
   * Decides.
   *
   * @param before what the proxy remembers
   * @param now the present moment
   * @return what follows
   */
  public ProxyDecision decide(ProxyState before, Instant now) {
    ProxyState state = before.at(now);
    if (state.ordering()) {
      return whileOrdering(state, now);
    }
    if (state.epoch().isEmpty()) {
      return ProxyStart.decide(state, now)
          .map(epoch -> adopt(state, epoch, now, Optional.empty(), "found " + epoch))
          .orElseGet(() -> hold(state, true, Optional.empty(), ProxyStart.missing(state)));
    }
    Optional<NewerEpoch> newer = NewerEpoch.of(state);
    if (newer.isPresent()) {
      return adopt(
          state, newer.get().epoch(), now, Optional.of(Cause.NEWER_EPOCH), newer.get().why());
    }
    Optional<Order> parking =
        SupersededPrimary.order(state.seen(), state.newestNumber(), now)
            .or(() -> strayStandby(state, now));
    ProxyDecision decision =
        state.seen().epochServerSeen() && state.seen().failedSince().isEmpty()
            ? whileActive(state, now)
            : whileFailed(state, now);
    // An application may give the markers to do without end; a superseded primary takes writes.
    boolean urgent =
        decision
            .order()
            .filter(order -> !(order.command() instanceof Command.WriteMarkers))
            .isPresent();
    return parking.isPresent() && !urgent ? decision.ordering(parking.get()) : decision;
  }

  /**
   * Nothing is decided, but who may be waiting for a server that is gone need not: when another
   * observer was faster, what is not sent yet is given up.
   */
  private static ProxyDecision whileOrdering(ProxyState state, Instant now) {
    ProxyDecision waiting =
        state.announced(now)
            ? keepHeld(state, "a switchover is in progress")
            : keep(state, "a command is in progress");
    return state
        .epoch()
        .flatMap(mine -> NewerEpoch.of(state))
        .map(newer -> waiting.givingUp(newer.why()))
        .orElse(waiting);
  }

  /** A standby that is no complete copy is saved; one that is takes over. */
  private Optional<Order> strayStandby(ProxyState state, Instant now) {
    return standbyObstacle(state).isPresent()
        ? StrayStandby.order(state.seen(), now)
        : Optional.empty();
  }

  /**
   * Why the standby could not take over if the active server failed now; empty when it could.
   *
   * @param state what the proxy remembers
   */
  public Optional<String> standbyObstacle(ProxyState state) {
    return state.epoch().isEmpty()
        ? Optional.of("no active server is known")
        : Promotability.incompleteCopy(state.seen(), settings.maxLagBytes());
  }

  private ProxyDecision adopt(
      ProxyState state, Epoch epoch, Instant now, Optional<Cause> cause, String why) {
    Optional<String> runId =
        state
            .seen()
            .of(epoch.server())
            .state()
            .filter(serverState -> serverState.replicationId().equals(epoch.replicationId()))
            .map(ServerState::runId);
    ProxyState adopted =
        state
            .with(state.seen().adopt(epoch, runId, now))
            .switchEnded()
            .routing(Optional.empty(), Optional.empty());
    ProxyDecision decision =
        adopted.seen().epochServerSeen()
            ? whileActive(adopted, now)
            : hold(adopted, true, cause, why);
    return decision.routing() instanceof Routing.To ? decision.because(cause, why) : decision;
  }

  /** Rule 4: the active server is seen as itself. */
  private ProxyDecision whileActive(ProxyState before, Instant now) {
    ProxyState state = sameEpochNewHistory(before, now);
    Epoch epoch = state.epoch().orElseThrow();
    if (state.announced(now)) {
      return keepHeld(state, "a switchover is in progress");
    }
    Optional<String> obstacle = newerEpochElsewhere(state);
    if (obstacle.isPresent()) {
      return hold(
          state.routing(state.routed(), Optional.empty()),
          true,
          Optional.of(Cause.NEWER_EPOCH),
          obstacle.get());
    }
    Optional<Server> perhapsPromoted =
        state.perhapsPromoted(now).filter(it -> it != epoch.server());
    if (perhapsPromoted.isPresent()) {
      return hold(
          state,
          true,
          Optional.empty(),
          "whether " + perhapsPromoted.get() + " was promoted is not known; its answer is awaited");
    }
    if (state.awaitsAnswer()) {
      return hold(
          state,
          true,
          Optional.empty(),
          "this process stood still, and the next answer of " + epoch.server() + " is awaited");
    }
    ProxyState routed = state.awake().routing(Optional.of(epoch), Optional.empty());
    return new ProxyDecision(
        routed,
        new Routing.To(epoch),
        MarkerRepair.incomplete(state.seen(), now),
        Optional.empty(),
        epoch.server() + " answers as the primary of " + epoch);
  }

  /**
   * The same life under the same marker may have a new replication id: it was unparked in place.
   */
  private static ProxyState sameEpochNewHistory(ProxyState state, Instant now) {
    Epoch epoch = state.epoch().orElseThrow();
    ServerState active = state.seen().activeMemory().state().orElseThrow();
    if (active.replicationId().equals(epoch.replicationId())) {
      return state;
    }
    Epoch renewed = new Epoch(epoch.number(), epoch.server(), active.replicationId());
    return state.with(state.seen().adopt(renewed, Optional.of(active.runId()), now));
  }

  private static Optional<String> newerEpochElsewhere(ProxyState state) {
    if (!state.guards().on(Guard.KNOWN_NEWER_EPOCH)) {
      return Optional.empty();
    }
    Epoch epoch = state.epoch().orElseThrow();
    Optional<Epoch> known = state.newerTold();
    if (known.isPresent()) {
      return Optional.of(
          known.get() + " is known, but " + known.get().server() + " is not its primary");
    }
    long number = state.seen().standbyMemory().state().map(ServerState::markerNumber).orElse(0L);
    return number > epoch.number()
        ? Optional.of(
            "the data of " + epoch.server().other() + " belongs to the newer epoch " + number)
        : Optional.empty();
  }

  /** Rules 5 to 8: the active server is not seen as itself. */
  private ProxyDecision whileFailed(ProxyState state, Instant now) {
    ObserverMemory seen = state.seen();
    Optional<ActiveFailure> failure = ActiveFailure.of(seen, now);
    if (failure.isEmpty()) {
      String why = state.epoch().orElseThrow().server() + " " + seen.activeMemory().predicate();
      return state.announced(now)
          ? keepHeld(state, "a switchover is in progress")
          : keep(state, why);
    }
    String failed = failure.get().sentence();
    if (state.announced(now)) {
      return keepHeld(state, failed + "; a switchover is in progress");
    }
    Optional<Cause> cause = Optional.of(failure.get().cause());
    Optional<Epoch> unconfirmed = state.unconfirmed();
    if (unconfirmed.isPresent()) {
      String why =
          unconfirmed.get() + " was announced; the answer of " + unconfirmed.get().server();
      return hold(state, cause, why + " is awaited", now);
    }
    Optional<String> obstacle = UnplannedPromotion.obstacle(seen, settings, now);
    if (obstacle.isPresent()) {
      return hold(state, cause, failed + "; " + obstacle.get(), now);
    }
    Order order = UnplannedPromotion.order(seen, ConnectionName.CONTROLLER, failed);
    String why = failed + "; promoting " + order.command().server();
    return hold(state, true, cause, why).ordering(order);
  }

  /** Rule 6 and 8: nothing can be done but wait; unready when only this proxy is cut off. */
  private ProxyDecision hold(ProxyState state, Optional<Cause> cause, String why, Instant now) {
    boolean heard =
        state
            .seen()
            .standbyMemory()
            .state()
            .filter(ServerState::isLinkedToPeer)
            .filter(copy -> Promotability.standbyHearsActive(state.seen(), now).isPresent())
            .isPresent();
    boolean parked = state.seen().activeMemory().newest().filter(ProbeResult::isParked).isPresent();
    if (!heard || parked) {
      return hold(state.routing(state.routed(), Optional.empty()), true, cause, why);
    }
    Instant since = state.cutSince().orElse(now);
    boolean unready =
        Duration.between(since, now).compareTo(CUT_BEFORE_UNREADY) > 0
            && state.guards().on(Guard.UNREADY_WHEN_CUT);
    return hold(state.routing(state.routed(), Optional.of(since)), !unready, cause, why);
  }

  private static ProxyDecision hold(
      ProxyState state, boolean ready, Optional<Cause> cause, String why) {
    return new ProxyDecision(
        state.routing(Optional.empty(), state.cutSince()),
        new Routing.Held(ready),
        Optional.empty(),
        cause,
        why);
  }

  /** During a switchover nothing is forwarded. */
  private static ProxyDecision keepHeld(ProxyState state, String why) {
    return new ProxyDecision(
        state.routing(Optional.empty(), Optional.empty()),
        new Routing.Held(true),
        Optional.empty(),
        state.switching().map(ProxyState.Switching::cause),
        why);
  }

  private static ProxyDecision keep(ProxyState state, String why) {
    Routing routing =
        state.routed().<Routing>map(Routing.To::new).orElseGet(() -> new Routing.Held(true));
    return new ProxyDecision(state, routing, Optional.empty(), Optional.empty(), why);
  }
}
