package io.redisfailover.proxy.routing;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.observer.Sight;
import io.redisfailover.failover.policy.ProxyState;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.stats.PastFailover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers why the route is about to change, until it does. Used by one thread. */
final class Chronicle {
  private FailoverHistory history = FailoverHistory.NONE;
  private Optional<Command.Promote> promoting = Optional.empty();
  private Optional<Duration> detectedAfter = Optional.empty();
  private boolean planned;

  /** Clients are held. */
  void held(Instant now) {
    history = history.held(now);
  }

  /** A planned switch was announced. */
  void planned() {
    planned = true;
  }

  /** The standby is about to be promoted by this proxy. */
  void promoting(Command.Promote promote, ProxyState state, Instant now) {
    promoting = Optional.of(promote);
    detectedAfter =
        state.line().isEmpty() ? Optional.empty() : sinceHeard(state.seen().activeSight(), now);
  }

  /** {@return why sessions of the old server are closed} */
  CloseReason closeReason() {
    return planned ? CloseReason.KILLED : CloseReason.SERVER_LOST;
  }

  /** Clients go to {@code node}; the history says what made it so, not only what was seen then. */
  void routed(Node node, String why, int waiting, Instant now) {
    Optional<Duration> detected = planned ? Optional.empty() : detectedAfter;
    String cause = promoted(node).filter(order -> !planned).map(Command.Promote::why).orElse(why);
    history =
        history.routed(now, node, new FailoverHistory.Cause(kind(node), cause, detected), waiting);
    planned = false;
    promoting = Optional.empty();
    detectedAfter = Optional.empty();
  }

  /** {@return the last changes of the active server, newest first} */
  List<PastFailover> changes() {
    return history.changes();
  }

  private PastFailover.Kind kind(Node node) {
    if (planned) {
      return PastFailover.Kind.SWITCHOVER;
    }
    return promoted(node).isPresent() ? PastFailover.Kind.FAILOVER : PastFailover.Kind.ADOPTION;
  }

  /** This proxy's own order that made {@code node} active: its sentence says what had failed. */
  private Optional<Command.Promote> promoted(Node node) {
    return promoting.filter(order -> order.node() == node);
  }

  private static Optional<Duration> sinceHeard(Sight sight, Instant now) {
    return sight.lastHeard().map(heard -> Duration.between(heard, now));
  }
}
