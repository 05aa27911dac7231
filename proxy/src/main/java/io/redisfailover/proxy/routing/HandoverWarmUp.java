package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs a switchover without effect, for the reason of {@link FailoverWarmUp}: without it, clients
 * wait for some forty classes and lambdas in the first one.
 */
final class HandoverWarmUp {
  /** No attempt has this id: each is a UUID. */
  private static final String NO_ATTEMPT = "a warm-up";

  private final ProxyPolicy policy;
  private final Instant now;
  private final Server from;
  private final Epoch begun;

  private HandoverWarmUp(ProxyPolicy policy, Epoch epoch, Instant now) {
    this.policy = policy;
    this.now = now;
    this.from = epoch.server();
    this.begun = new Epoch(epoch.numberAfterMove(), from.other(), epoch.replicationId());
  }

  /**
   * Asks for one before any epoch is known, so that every request is refused.
   *
   * @param control the proxy's own side of the control API
   */
  static void request(ProxyRequests control) {
    Epoch epoch = new Epoch(1, Server.MASTER, NO_ATTEMPT);
    var unused =
        List.of(
            control.prepare(
                new SwitchoverPrepare(NO_ATTEMPT, Cause.SWITCHOVER, ProxyState.SWITCH_HOLD)),
            control.commit(new SwitchoverCommit(NO_ATTEMPT, epoch)),
            control.abort(new SwitchoverAbort(NO_ATTEMPT, Optional.of(epoch))));
  }

  /**
   * Decides on one that nobody announced and records it with a recorder of its own.
   *
   * @param policy what decides
   * @param state what the proxy remembers; its epoch is known
   * @param now the present moment
   * @return whether clients would have been routed to the other server
   */
  static boolean play(ProxyPolicy policy, ProxyState state, Instant now) {
    return new HandoverWarmUp(policy, state.epoch().orElseThrow(), now).play(state);
  }

  private boolean play(ProxyState state) {
    RoleChangeRecorder scratch = new RoleChangeRecorder(new NoSessions());
    scratch.watched(state.seen());
    var unused = scratch.routed(from, NO_ATTEMPT, state.seen(), now);
    scratch.announced(Cause.SWITCHOVER, now);
    Instant until = now.plus(ProxyState.SWITCH_HOLD);
    ProxyState held = next(state.prepared(NO_ATTEMPT, Cause.SWITCHOVER, until));
    var unusedState = next(held.released(Optional.empty(), now));
    ProxyState parked = next(held.seen(answer(from, primary(from, begun).parkedNow(), now)));
    scratch.watched(parked.seen());
    ProxyState promoted =
        next(parked.seen(answer(begun.server(), primary(begun.server(), begun), now)));
    scratch.watched(promoted.seen());
    scratch
        .routed(begun.server(), NO_ATTEMPT, promoted.seen(), now)
        .ifPresent(opening -> scratch.opened(opening, now));
    return promoted.routed().equals(Optional.of(begun));
  }

  private ProxyState next(ProxyState state) {
    return policy.decide(state, now).next();
  }

  static ProbeResult answer(Server server, ServerState state, Instant now) {
    return new ProbeResult(server, now, now, new ProbeAnswer.Answered(state));
  }

  static ServerState primary(Server server, Epoch epoch) {
    return new ServerState(
        "run of " + server,
        new ServerState.Primary(),
        epoch.replicationId(),
        1,
        Optional.empty(),
        -1,
        Markers.of(epoch),
        true,
        0,
        0,
        1,
        Optional.empty());
  }
}
