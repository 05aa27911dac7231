package io.redisfailover.proxy.routing;

import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Does steps on the byte path one after the other: the next one begins when the one before has
 * taken effect on every event loop. The only class that gives the byte path orders, so that none
 * overtakes another. Used by one thread.
 *
 * <p>When a step fails by a defect, those that were added with it are left out, and the ones behind
 * them are done.
 *
 * <p>A quiesce is waited for until a step comes behind it, no longer: what was decided last never
 * waits for a rest that nobody needs any more.
 */
final class RelaySteps {
  private final Relay relay;
  private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

  /** Becomes false when a step comes behind the last one. */
  private CompletableFuture<Boolean> followed = new CompletableFuture<>();

  RelaySteps(Relay relay) {
    this.relay = relay;
  }

  /**
   * Adds steps behind those that are under way.
   *
   * @param steps may be empty
   * @return completes, on some thread, when all have taken effect; false when there is a quiesce
   *     among these and sessions did not come to rest, or a step came behind it before they had;
   *     fails when one of them does
   */
  CompletionStage<Boolean> add(Iterable<RelayStep> steps) {
    CompletableFuture<Boolean> atRest = last.handle((earlier, failure) -> true);
    for (RelayStep step : steps) {
      followed.complete(false);
      CompletableFuture<Boolean> next = new CompletableFuture<>();
      followed = next;
      atRest = atRest.thenCompose(soFar -> begin(step, next).thenApply(rest -> soFar && rest));
    }
    last = atRest;
    return atRest;
  }

  private CompletionStage<Boolean> begin(RelayStep step, CompletableFuture<Boolean> next) {
    return switch (step) {
      case RelayStep.Hold(Relay.Existing existing) -> done(relay.hold(existing));
      case RelayStep.Quiesce(Duration limit) ->
          relay.quiesce(limit).applyToEither(next, atRest -> atRest);
      case RelayStep.CloseBefore before ->
          close(target -> target.generation() < before.generation(), before.reason());
      case RelayStep.CloseOf of -> close(target -> target.node() == of.node(), of.reason());
      case RelayStep.Open(var target) -> done(relay.open(target));
    };
  }

  private CompletionStage<Boolean> close(Predicate<Target> which, CloseReason reason) {
    return done(relay.closeSessions(which, reason));
  }

  private static CompletionStage<Boolean> done(CompletionStage<Void> order) {
    return order.thenApply(effect -> true);
  }
}
