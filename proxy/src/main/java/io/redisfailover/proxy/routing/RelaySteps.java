package io.redisfailover.proxy.routing;

import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Executes steps on the byte path one after the other: a step starts when the one before has taken
 * effect on every event loop. No other class gives orders to the byte path, so that none overtakes
 * another. Used by one thread.
 *
 * <p>When a step fails, which is a defect, the steps that were added with it are skipped, and later
 * ones are executed.
 *
 * <p>A quiesce ends when a later step is added, so that the newest decision never waits for a
 * quiesce that has become pointless.
 */
final class RelaySteps {
  private final Relay relay;
  private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

  /** Completes with false when a step is added after the last one. */
  private CompletableFuture<Boolean> followed = new CompletableFuture<>();

  RelaySteps(Relay relay) {
    this.relay = relay;
  }

  /**
   * Adds steps after the present ones.
   *
   * @param steps the steps; may be empty
   * @param decidedAt when they were decided
   * @return completes, on some thread, when all have taken effect; false when one of them is a
   *     quiesce and sessions were not quiet in time, or a step was added before they were; fails
   *     when one of them does
   */
  CompletionStage<Boolean> add(Iterable<RelayStep> steps, Instant decidedAt) {
    CompletableFuture<Boolean> quiet = last.handle((earlier, failure) -> true);
    for (RelayStep step : steps) {
      followed.complete(false);
      CompletableFuture<Boolean> next = new CompletableFuture<>();
      followed = next;
      quiet =
          quiet.thenCompose(
              soFar -> begin(step, decidedAt, next).thenApply(ended -> soFar && ended));
    }
    last = quiet;
    return quiet;
  }

  private CompletionStage<Boolean> begin(
      RelayStep step, Instant decidedAt, CompletableFuture<Boolean> next) {
    return switch (step) {
      case RelayStep.Hold(Relay.Existing existing) -> done(relay.hold(existing));
      case RelayStep.Quiesce(Duration limit) ->
          relay.quiesce(limit).applyToEither(next, quiet -> quiet);
      case RelayStep.CloseBefore before ->
          close(target -> target.generation() < before.generation(), before.reason());
      case RelayStep.CloseOf of -> close(target -> target.server() == of.server(), of.reason());
      case RelayStep.Open(var target) -> done(relay.open(target, decidedAt));
    };
  }

  private CompletionStage<Boolean> close(Predicate<DialTarget> which, CloseReason reason) {
    return done(relay.closeSessions(which, reason));
  }

  private static CompletionStage<Boolean> done(CompletionStage<Void> order) {
    return order.thenApply(effect -> true);
  }
}
