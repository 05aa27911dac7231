package io.redisfailover.controller;

import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.switchover.SwitchStep;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan.Advance;
import io.redisfailover.failover.policy.switchover.SwitchoverTimes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one {@link SwitchoverPlan} out, from its first step to its end, on the calling thread.
 */
final class SwitchoverRun {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchoverRun.class);

  private final ProxyFleet fleet;
  private final Cause cause;
  private final BiFunction<Order, Instant, OrderOutcome> orders;
  private final Function<Server, ProbeResult> probe;
  private final Supplier<Instant> clock;

  /** Which proxies could not be prepared, and why; nothing when all were. */
  private String unprepared = "";

  /**
   * Ready to run.
   *
   * @param fleet the proxies
   * @param cause why it is done; the proxies are told
   * @param orders carries an order out that was decided then
   * @param probe asks a server on a connection that the plan may keep
   * @param clock the clock of the process
   */
  SwitchoverRun(
      ProxyFleet fleet,
      Cause cause,
      BiFunction<Order, Instant, OrderOutcome> orders,
      Function<Server, ProbeResult> probe,
      Supplier<Instant> clock) {
    this.fleet = fleet;
    this.cause = cause;
    this.orders = orders;
    this.probe = probe;
    this.clock = clock;
  }

  /**
   * Runs a plan to its end and tells the proxies of it.
   *
   * @param begun the plan before its first step
   * @param ended told of every order with its outcome
   * @return how it ended
   */
  RequestOutcome run(SwitchoverPlan begun, BiConsumer<Command, OrderOutcome> ended) {
    Advance now = new Advance(begun, begun.step());
    // A step is decided when the one before it ended: this process may stand still before it acts.
    Instant at = clock.get();
    while (true) {
      SwitchoverPlan plan = now.plan();
      switch (now.step()) {
        case SwitchStep.Prepare() -> {
          boolean all = prepare(plan.attempt());
          at = clock.get();
          now = plan.prepared(all, at);
        }
        case SwitchStep.Execute(var order) -> {
          OrderOutcome outcome = orders.apply(order, at);
          ended.accept(order.command(), outcome);
          at = clock.get();
          now = plan.ordered(outcome, at);
        }
        case SwitchStep.ProbeServer(Server server) -> {
          Optional<ServerState> state = probe.apply(server).state();
          at = clock.get();
          Advance next = plan.probed(state, at);
          if (next.step().equals(now.step())) {
            LockSupport.parkNanos(SwitchoverTimes.BETWEEN_PROBES.toNanos());
          }
          now = next;
        }
        case SwitchStep.Commit(var epoch) -> {
          return committed(plan, epoch);
        }
        case SwitchStep.Abort(var epoch, String why) -> {
          return aborted(plan, epoch, why);
        }
        case SwitchStep.OutcomeUnknown(String why) -> {
          return new RequestOutcome.NotDone(
              "the outcome of the switchover to "
                  + plan.to()
                  + " is unknown, so check which server is active: "
                  + why);
        }
      }
    }
  }

  private RequestOutcome committed(SwitchoverPlan plan, Epoch epoch) {
    report("commit", fleet.commit(new SwitchoverCommit(plan.attempt(), epoch)));
    return new RequestOutcome.Done("switchover to " + plan.to() + " completed");
  }

  private RequestOutcome aborted(SwitchoverPlan plan, Optional<Epoch> renewed, String why) {
    report("abort", fleet.abort(new SwitchoverAbort(plan.attempt(), renewed)));
    return new RequestOutcome.NotDone(
        "switchover to %s aborted, %s stays active: %s"
            .formatted(plan.to(), plan.from().server(), why + unprepared));
  }

  private boolean prepare(String attempt) {
    Map<String, ProxyReply> replies =
        fleet.prepare(new SwitchoverPrepare(attempt, cause, ProxyState.SWITCH_HOLD));
    report("prepare", replies);
    unprepared =
        replies.entrySet().stream()
            .filter(reply -> !reply.getValue().accepted())
            .map(reply -> "; proxy " + reply.getKey() + ": " + inWords(reply.getValue()))
            .collect(Collectors.joining());
    return unprepared.isEmpty();
  }

  private static String inWords(ProxyReply reply) {
    return switch (reply) {
      case ProxyReply.Accepted accepted -> "accepted";
      case ProxyReply.Rejected(String why) -> why;
      case ProxyReply.Unknown(String why) -> why;
    };
  }

  private static void report(String call, Map<String, ProxyReply> replies) {
    replies.forEach((proxy, reply) -> {
      switch (reply) {
        case ProxyReply.Accepted accepted ->
            LOG.debug("Proxy {} accepted the call {}.", proxy, call);
        case ProxyReply.Rejected(String why) ->
            LOG.warn("Proxy {} refused the call {}: {}.", proxy, call, why);
        case ProxyReply.Unknown(String why) ->
            LOG.warn("Proxy {} did not confirm the call {}: {}.", proxy, call, why);
      }
    });
  }
}
