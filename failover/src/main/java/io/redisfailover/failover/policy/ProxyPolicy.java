package io.redisfailover.failover.policy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.observer.ActiveFailure;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.observer.Promotability;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a proxy does: route, hold, adopt a newer line, park a superseded master, promote the
 * standby. The first rule that fits decides. A pure function; any thread.
 */
public final class ProxyPolicy {
  /** How long a proxy that alone is cut from the active server stays ready. */
  static final Duration CUT_BEFORE_UNREADY = Duration.ofSeconds(1);

  /** A command rests on a look that is not older than this. */
  static final Duration RECENT = Duration.ofMillis(500);

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
    ProxyState state = before.with(before.seen().at(now));
    if (state.ordering()) {
      return state.announced(now)
          ? keepHeld(state, "a planned switch is announced")
          : keep(state, "an order is under way");
    }
    if (state.line().isEmpty()) {
      return ProxyStart.decide(state, now)
          .map(line -> adopt(state, line, now, Optional.empty(), "found " + line))
          .orElseGet(() -> hold(state, true, Optional.empty(), ProxyStart.missing(state)));
    }
    Optional<Succession> newer = Succession.of(state);
    if (newer.isPresent()) {
      return adopt(
          state, newer.get().line(), now, Optional.of(Cause.NEWER_EPOCH), newer.get().why());
    }
    Optional<Order> parking = Superseded.order(state, now);
    ProxyDecision decision =
        state.seen().activeIsLine() && state.seen().failedSince().isEmpty()
            ? whileActive(state, now)
            : whileFailed(state, now);
    return parking.isPresent() && decision.order().isEmpty()
        ? decision.ordering(parking.get())
        : decision;
  }

  /**
   * Why the standby could not take over if the active server failed now; empty when it could.
   *
   * @param state what the proxy remembers
   */
  public Optional<String> standbyObstacle(ProxyState state) {
    return state.line().isEmpty()
        ? Optional.of("no active server is known")
        : Promotability.incompleteCopy(state.seen(), settings.maxLagBytes());
  }

  private ProxyDecision adopt(
      ProxyState state, Line line, Instant now, Optional<Cause> cause, String why) {
    Optional<String> runId =
        state
            .seen()
            .of(line.node())
            .state()
            .filter(server -> server.replicationId().equals(line.replicationId()))
            .map(ServerState::runId);
    ProxyState adopted =
        state
            .with(state.seen().adopt(line, runId, now))
            .switchEnded()
            .routing(Optional.empty(), Optional.empty());
    ProxyDecision decision =
        adopted.seen().activeIsLine() ? whileActive(adopted, now) : hold(adopted, true, cause, why);
    return decision.routing() instanceof Routing.To ? decision.because(cause, why) : decision;
  }

  /** Rule 4: the line's active server is seen as itself. */
  private ProxyDecision whileActive(ProxyState before, Instant now) {
    ProxyState state = sameLineNewHistory(before, now);
    Line line = state.line().orElseThrow();
    if (state.announced(now)) {
      return keepHeld(state, "a planned switch is announced");
    }
    Optional<String> obstacle = newerLineElsewhere(state);
    if (obstacle.isPresent()) {
      return hold(
          state.routing(state.routed(), Optional.empty()),
          true,
          Optional.of(Cause.NEWER_EPOCH),
          obstacle.get());
    }
    ProxyState routed = state.routing(Optional.of(line), Optional.empty());
    return new ProxyDecision(
        routed,
        new Routing.To(line),
        MarkerKeeping.incomplete(state.seen(), now),
        Optional.empty(),
        line.node() + " is active in " + line);
  }

  /**
   * The same life under the same marker may have a new replication id: it was un-parked in place.
   */
  private static ProxyState sameLineNewHistory(ProxyState state, Instant now) {
    Line line = state.line().orElseThrow();
    ServerState active = state.seen().activeSight().state().orElseThrow();
    if (active.replicationId().equals(line.replicationId())) {
      return state;
    }
    Line renewed = new Line(line.number(), line.node(), active.replicationId());
    return state.with(state.seen().adopt(renewed, Optional.of(active.runId()), now));
  }

  private static Optional<String> newerLineElsewhere(ProxyState state) {
    if (!state.guards().on(Guard.KNOWN_NEWER_LINE)) {
      return Optional.empty();
    }
    Line line = state.line().orElseThrow();
    Optional<Line> known = state.told().filter(other -> other.newerThan(line));
    if (known.isPresent()) {
      return Optional.of(known.get() + " is known, but its server is not seen as its master");
    }
    long number = state.seen().standbySight().state().map(ServerState::markerNumber).orElse(0L);
    return number > line.number()
        ? Optional.of("the data of " + line.node().other() + " belong to the newer line " + number)
        : Optional.empty();
  }

  /** Rules 5 to 8: the line's active server is not seen as itself. */
  private ProxyDecision whileFailed(ProxyState state, Instant now) {
    Observation seen = state.seen();
    Optional<ActiveFailure> failure = ActiveFailure.of(seen, now);
    if (failure.isEmpty()) {
      String why =
          seen.activeSight().newest().map(view -> view.answer().inWords()).orElse("not seen yet");
      return state.announced(now)
          ? keepHeld(state, "a planned switch is announced")
          : keep(state, why);
    }
    String failed = failure.get().sentence();
    if (state.announced(now)) {
      return keepHeld(state, failed + "; a planned switch is announced");
    }
    Optional<Cause> cause = Optional.of(failure.get().cause());
    Optional<String> obstacle = Promotion.obstacle(seen, settings, now);
    if (obstacle.isPresent()) {
      return hold(state, cause, failed + "; " + obstacle.get(), now);
    }
    Order order = Promotion.order(seen, ConnectionName.CONTROLLER, failed);
    return hold(state, true, cause, order.command().why()).ordering(order);
  }

  /** Rule 6 and 8: nothing can be done but wait; unready when only this proxy is cut off. */
  private ProxyDecision hold(ProxyState state, Optional<Cause> cause, String why, Instant now) {
    boolean heard =
        state
            .seen()
            .standbySight()
            .state()
            .filter(ServerState::isLinkedToPeer)
            .filter(copy -> Promotability.standbyHearsActive(state.seen(), now).isPresent())
            .isPresent();
    boolean parked = state.seen().activeSight().newest().filter(View::isParked).isPresent();
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

  /** During a planned switch nothing is forwarded. */
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

  static boolean recent(View view, Instant now) {
    return Duration.between(view.sentAt(), now).compareTo(RECENT) <= 0;
  }
}
