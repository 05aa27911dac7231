package io.redisfailover.proxy.routing;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.proxy.redis.NettyOrderExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Runs a failover without effect right after the first route is open. A process rarely fails over
 * more than once, and without the warm-up it would load the classes at that moment: 100 ms of 150
 * (measured).
 *
 * <p>No server is changed: the decisions are discarded, and the order expects a process of the
 * server that never existed, so that it is cancelled before its packet is sent.
 */
final class FailoverWarmUp {
  private static final String NO_PROCESS = "a warm-up";
  private static final Command.Expected NONE =
      new Command.Expected(NO_PROCESS, true, NO_PROCESS, Optional.empty());

  private FailoverWarmUp() {}

  /**
   * Decides on a crash and on a switchover that did not happen, and records them.
   *
   * @param policy what decides
   * @param state what the proxy remembers; its epoch is known
   * @param now the present moment
   */
  static void play(ProxyPolicy policy, ProxyState state, Instant now) {
    decide(policy, state, now);
    record(state.seen(), now);
    var unusedResult = HandoverWarmUp.play(policy, state, now);
  }

  /** Decides on a crash of the active server that did not happen, and discards the decisions. */
  private static void decide(ProxyPolicy policy, ProxyState state, Instant now) {
    Server active = state.epoch().map(Epoch::server).orElse(Server.MASTER);
    Instant later = now.plus(Duration.ofMillis(1));
    ProbeResult closed = new ProbeResult(active, now, now, new ProbeAnswer.Closed(false));
    ProbeResult refused = new ProbeResult(active, later, later, new ProbeAnswer.Refused());
    ProxyState suspecting = policy.decide(state.seen(closed), now).next();
    ProxyState failed = policy.decide(suspecting.seen(refused), later).next();
    state
        .seen()
        .of(active.other())
        .newest()
        .map(result -> new ProbeResult(active.other(), later, later, result.answer()))
        .ifPresent(result -> policy.decide(failed.seen(result), later));
  }

  /** Records a role change that did not happen, with a recorder of its own. */
  private static void record(ObserverMemory seen, Instant now) {
    Epoch epoch = seen.epoch().orElseThrow();
    Server standby = epoch.server().other();
    RoleChangeRecorder scratch = new RoleChangeRecorder(new NoSessions());
    scratch.watched(seen);
    var unused = scratch.routed(epoch.server(), NO_PROCESS, seen, now);
    ObserverMemory failed =
        seen.seen(new ProbeResult(epoch.server(), now, now, new ProbeAnswer.Refused())).at(now);
    scratch.watched(failed);
    scratch.held(now);
    Command.Promote promote =
        new Command.Promote(standby, epoch.numberAfterMove(), NONE, 0, Obsolete.EPOCH, NO_PROCESS);
    scratch.promoting(promote, Cause.REFUSED, failed, now);
    ProbeAnswer promoted =
        seen.of(epoch.server()).newest().map(ProbeResult::answer).orElse(new ProbeAnswer.Refused());
    scratch.ended(promote, new OrderOutcome.Done(new ProbeResult(standby, now, now, promoted)));
    scratch
        .routed(standby, NO_PROCESS, failed, now)
        .ifPresent(opening -> scratch.opened(opening, now));
  }

  /** Executes an order that is cancelled after the last probe. */
  static CompletionStage<OrderOutcome> order(
      EventLoop loop, ConnectionContext links, Epoch epoch, Instant now, Supervised part) {
    Command command = new Command.WriteMarkers(epoch.server(), epoch.marker(), NONE, NO_PROCESS);
    return NettyOrderExecutor.begin(loop, links, Order.of(command), now, part).outcome();
  }
}
