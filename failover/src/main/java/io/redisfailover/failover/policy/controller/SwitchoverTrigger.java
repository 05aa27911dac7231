package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.Promotability;
import io.redisfailover.failover.policy.controller.ControllerDecision.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a switchover is due, and whether it can be had. */
final class SwitchoverTrigger {
  /** How long the standby must have been in sync before a switchover that was asked for. */
  static final Duration SETTLED = Duration.ofSeconds(1);

  private SwitchoverTrigger() {}

  /** What is to be done while both servers are where they belong. */
  static Action action(ControllerState state, ControllerSettings settings, Instant now) {
    Epoch epoch = state.epoch().orElseThrow();
    if (state.request().isPresent()) {
      return requested(state, state.request().get(), settings, now);
    }
    boolean away = settings.automaticFailback() && epoch.server() != settings.preferred();
    // For a switchover that is asked for, both servers are compared anew when it is to begin.
    Optional<String> obstacle =
        obstacle(state, settings, now)
            .or(() -> away ? state.facts(settings.preferred()).unfit() : Optional.empty());
    boolean failback = away && inSyncFor(state, now).compareTo(settings.failbackDelay()) >= 0;
    if (failback && obstacle.isEmpty()) {
      return new ControllerDecision.Switchover(
          settings.preferred(),
          Cause.FAILBACK,
          "failback to the preferred server " + settings.preferred());
    }
    return obstacle
        .<Action>map(
            why -> new ControllerDecision.Waiting(epoch.server() + " serves clients; " + why))
        .orElseGet(() ->
            new ControllerDecision.Settled(
                epoch.server() + " serves clients and " + epoch.server().other() + " is in sync"));
  }

  private static Action requested(
      ControllerState state,
      ControllerState.SwitchRequest request,
      ControllerSettings settings,
      Instant now) {
    if (request.to() == state.epoch().orElseThrow().server()) {
      return new ControllerDecision.Refused(request.to(), request.to() + " is already active");
    }
    Optional<String> obstacle = obstacle(state, settings, now);
    if (obstacle.isEmpty()) {
      return new ControllerDecision.Switchover(
          request.to(), Cause.SWITCHOVER, "switchover to " + request.to() + ", as requested");
    }
    boolean patient =
        Duration.between(request.askedAt(), now).compareTo(ControllerState.REQUEST_PATIENCE) < 0;
    return patient
        ? new ControllerDecision.Waiting(
            "the switchover to " + request.to() + " waits: " + obstacle.get())
        : new ControllerDecision.Refused(request.to(), obstacle.get());
  }

  /** What stands against a switchover now. */
  private static Optional<String> obstacle(
      ControllerState state, ControllerSettings settings, Instant now) {
    Server standby = state.epoch().orElseThrow().server().other();
    for (Server server : Server.values()) {
      if (state.facts(server).terminating()) {
        return Optional.of(server + " is shutting down");
      }
    }
    if (!state.seen().isStandbyInSync()) {
      return Optional.of(
          standby + " cannot take over because it " + state.seen().of(standby).predicate());
    }
    if (inSyncFor(state, now).compareTo(SETTLED) < 0) {
      return Optional.of(standby + " became in sync only a moment ago");
    }
    if (!state.seen().evidence().keepsUp(now)) {
      return Optional.of(standby + " does not keep up with " + standby.other());
    }
    Optional<ErrorReply> notice = state.seen().standbyMemory().state().flatMap(ServerState::notice);
    return notice
        .map(error -> standby + " answers PING with " + error)
        .or(() -> Promotability.incompleteCopy(state.seen(), settings.failover().maxLagBytes()));
  }

  private static Duration inSyncFor(ControllerState state, Instant now) {
    return state.timers().inSync().map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
  }
}
