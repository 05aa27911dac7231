package io.redisfailover.failover.policy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.observer.Promotability;
import io.redisfailover.failover.policy.ControllerDecision.Action;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a planned switch is due, and whether it can be had. */
final class Switching {
  /** How long the standby must have been in sync before a switch that was asked for. */
  static final Duration SETTLED = Duration.ofSeconds(1);

  private Switching() {}

  /** What is to be done while both servers are where they belong. */
  static Action action(ControllerState state, ControllerSettings settings, Instant now) {
    Line line = state.line().orElseThrow();
    if (state.request().isPresent()) {
      return requested(state, state.request().get(), settings, now);
    }
    Optional<String> obstacle = obstacle(state, settings, now);
    boolean failback =
        settings.automaticFailback()
            && line.node() != settings.preferred()
            && inSyncFor(state, now).compareTo(settings.failbackDelay()) >= 0;
    if (failback && obstacle.isEmpty()) {
      return new ControllerDecision.Switch(
          settings.preferred(),
          Cause.FAILBACK,
          settings.preferred() + " is preferred and in sync: it becomes active again");
    }
    return obstacle
        .<Action>map(ControllerDecision.Waiting::new)
        .orElseGet(() ->
            new ControllerDecision.Settled(
                line.node()
                    + " is active in "
                    + line
                    + ", "
                    + line.node().other()
                    + " is in sync"));
  }

  private static Action requested(
      ControllerState state,
      ControllerState.SwitchRequest request,
      ControllerSettings settings,
      Instant now) {
    if (request.to() == state.line().orElseThrow().node()) {
      return new ControllerDecision.Refused(request.to(), request.to() + " is active already");
    }
    Optional<String> obstacle = obstacle(state, settings, now);
    if (obstacle.isEmpty()) {
      return new ControllerDecision.Switch(
          request.to(), Cause.SWITCHOVER, request.to() + " shall become active, as was asked for");
    }
    boolean patient =
        Duration.between(request.askedAt(), now).compareTo(ControllerState.REQUEST_PATIENCE) < 0;
    return patient
        ? new ControllerDecision.Waiting(obstacle.get())
        : new ControllerDecision.Refused(request.to(), obstacle.get());
  }

  /** What stands against a planned switch now. */
  private static Optional<String> obstacle(
      ControllerState state, ControllerSettings settings, Instant now) {
    Node standby = state.line().orElseThrow().node().other();
    if (state.master().terminating() || state.backup().terminating()) {
      return Optional.of("a server is being stopped");
    }
    if (!inSync(state.seen())) {
      return Optional.of(standby + " is not in sync: it is " + inWords(state, standby));
    }
    if (inSyncFor(state, now).compareTo(SETTLED) < 0) {
      return Optional.of(standby + " has been in sync for a moment only");
    }
    if (!state.seen().witness().keepsUp(now)) {
      return Optional.of(standby + " does not keep up with " + standby.other());
    }
    Optional<ErrorReply> notice = state.seen().standbySight().state().flatMap(ServerState::notice);
    return notice
        .map(error -> standby + " answers " + error)
        .or(() -> Promotability.incompleteCopy(state.seen(), settings.failover().maxLagBytes()));
  }

  /** Whether the standby could take over with nothing lost but what is under way. */
  static boolean inSync(Observation seen) {
    return seen.witness().caughtUp()
        && seen.standbySight()
            .state()
            .filter(ServerState::isLinkedToPeer)
            .filter(copy -> !copy.isSyncing())
            .isPresent();
  }

  private static Duration inSyncFor(ControllerState state, Instant now) {
    return state.timers().inSync().map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
  }

  private static String inWords(ControllerState state, Node node) {
    return state
        .seen()
        .of(node)
        .newest()
        .map(view -> view.answer().inWords())
        .orElse("not seen yet");
  }
}
