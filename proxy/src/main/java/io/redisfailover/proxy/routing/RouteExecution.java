package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.routing.RoleChangeRecorder.Opening;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Executes changes of the route on the byte path, and completes the record of a role change when
 * its route is open. Used on one event loop.
 */
final class RouteExecution {
  private final RelaySteps steps;
  private final RoleChangeRecorder recorder;
  private final Executor loop;
  private final InstantSource clock;
  private final Runnable recorded;
  private final Supervised part;

  /**
   * Creates it without any step.
   *
   * @param relay the byte path
   * @param recorder the record of role changes
   * @param loop the event loop that it is used on
   * @param clock the clock of the process
   * @param recorded called on that loop when the record of a role change is complete
   * @param part the router; it is told of defects
   */
  RouteExecution(
      Relay relay,
      RoleChangeRecorder recorder,
      Executor loop,
      InstantSource clock,
      Runnable recorded,
      Supervised part) {
    this.steps = new RelaySteps(relay);
    this.recorder = recorder;
    this.loop = loop;
    this.clock = clock;
    this.recorded = recorded;
    this.part = part;
  }

  /**
   * Adds steps after the present ones.
   *
   * @param more the steps; may be empty
   * @param decidedAt when they were decided
   * @return as of {@link RelaySteps#add}
   */
  CompletionStage<Boolean> execute(List<RelayStep> more, Instant decidedAt) {
    CompletionStage<Boolean> executed = steps.add(more, decidedAt);
    part.guardStage(executed, loop);
    return executed;
  }

  /**
   * Adds the steps that open a route.
   *
   * @param more the steps; may be empty
   * @param decidedAt when that was decided
   * @param opening the role change that is complete when they have taken effect, if it is one
   * @return as of {@link RelaySteps#add}
   */
  CompletionStage<Boolean> open(
      List<RelayStep> more, Instant decidedAt, Optional<Opening> opening) {
    CompletionStage<Boolean> executed = execute(more, decidedAt);
    opening.ifPresent(change -> {
      var unused =
          executed
              .thenApply(done -> clock.instant())
              .thenAcceptAsync(
                  at -> {
                    recorder.opened(change, at);
                    recorded.run();
                  },
                  loop);
    });
    return executed;
  }
}
