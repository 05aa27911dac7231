package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.Routing;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.routing.PromoteRoute.Served;
import io.redisfailover.proxy.routing.RoleChangeRecorder.Opening;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The route of the mode {@code Promote} in effect: it follows the decisions, and each change is
 * executed on the byte path and recorded when it is a role change. Used on one event loop.
 */
final class LiveRoute {
  private final RouteExecution execution;
  private final RoleChangeRecorder recorder;
  private PromoteRoute route = PromoteRoute.NONE;

  /**
   * Creates a route that holds clients.
   *
   * @param relay the byte path
   * @param recorder records role changes
   * @param loop the event loop that it is used on
   * @param clock the clock of the process
   * @param recorded called on that loop when the record of a role change is complete
   * @param part the router; it is told of defects
   */
  LiveRoute(
      Relay relay,
      RoleChangeRecorder recorder,
      Executor loop,
      InstantSource clock,
      Runnable recorded,
      Supervised part) {
    this.execution = new RouteExecution(relay, recorder, loop, clock, recorded, part);
    this.recorder = recorder;
  }

  /**
   * What a decision has come to.
   *
   * @param served the epoch whose active server clients are routed to; absent while they are held
   * @param ready whether clients should use this proxy
   * @param message why, in words that follow on a colon
   */
  record Outcome(Optional<Epoch> served, boolean ready, String message) {}

  /** {@return whether clients are routed} */
  boolean isOpen() {
    return route.open();
  }

  /**
   * Holds clients for a switchover: sessions quiesce first, after the present steps.
   *
   * @param cause why the switchover is done
   * @param limit how long they may quiesce
   * @param now the present moment
   * @return whether they were quiet in time; false too when another step was added meanwhile
   */
  CompletionStage<Boolean> quiesce(Cause cause, Duration limit, Instant now) {
    recorder.announced(cause, now);
    return execute(route.quiesce(limit), now);
  }

  /**
   * Holds after a standstill. Where the byte path stood still it holds by itself already, and goes
   * on only by another order.
   *
   * @param now the present moment
   * @return completes, on some thread, when nothing is passed on any more
   */
  CompletionStage<Boolean> stoodStill(Instant now) {
    recorder.held(now);
    return execute(route.hold(), now);
  }

  /**
   * Gives the byte path the orders of a switchover while nobody has a server yet.
   *
   * @param now the present moment
   */
  void rehearse(Instant now) {
    var unused =
        execution.execute(
            List.of(
                new RelayStep.Quiesce(Duration.ofMillis(1)),
                new RelayStep.Hold(Relay.Existing.MOVING)),
            now);
  }

  /**
   * Follows a decision: routes clients to the active server of its epoch, or holds them.
   *
   * @param decision the decision
   * @param answeredAt the address of a server; absent until it has answered there
   * @param now the present moment
   */
  Outcome follow(
      ProxyDecision decision,
      Function<Server, Optional<InetSocketAddress>> answeredAt,
      Instant now) {
    return switch (decision.routing()) {
      case Routing.Held(boolean ready) -> held(ready, decision.why(), now);
      case Routing.To(Epoch epoch) -> {
        Optional<InetSocketAddress> address = answeredAt.apply(epoch.server());
        if (address.isEmpty()) {
          yield held(true, epoch.server() + " has not answered at its new address yet", now);
        }
        open(epoch, address.get(), decision.why(), decision.next().seen(), now);
        yield new Outcome(Optional.of(epoch), true, decision.why());
      }
    };
  }

  private Outcome held(boolean ready, String message, Instant now) {
    recorder.held(now);
    var unused = execute(route.hold(), now);
    return new Outcome(Optional.empty(), ready, message);
  }

  private void open(
      Epoch epoch, InetSocketAddress address, String message, ObserverMemory seen, Instant now) {
    boolean opens = !route.open() || !seen.epoch().equals(route.served().map(Served::epoch));
    PromoteRoute.Change change = route.to(epoch, address, recorder.closeReason());
    Optional<Opening> opening =
        opens ? recorder.routed(epoch.server(), message, seen, now) : Optional.empty();
    route = change.route();
    execution.open(change.steps(), now, opening);
  }

  private CompletionStage<Boolean> execute(PromoteRoute.Change change, Instant now) {
    route = change.route();
    return execution.execute(change.steps(), now);
  }
}
