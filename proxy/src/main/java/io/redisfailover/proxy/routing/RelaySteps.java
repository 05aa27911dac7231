package io.redisfailover.proxy.routing;

import io.redisfailover.proxy.relay.Relay;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Does steps on the byte path one after the other: the next one begins when the one before has
 * taken effect on every event loop. Used by one thread.
 */
final class RelaySteps {
  private final Relay relay;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  RelaySteps(Relay relay) {
    this.relay = relay;
  }

  /**
   * Adds steps behind those that are under way.
   *
   * @return completes, on some thread of the byte path, when all of them have taken effect
   */
  CompletionStage<Void> add(Iterable<RelayStep> steps) {
    for (RelayStep step : steps) {
      last = last.thenCompose(done -> begin(step)).toCompletableFuture();
    }
    return last;
  }

  private CompletionStage<Void> begin(RelayStep step) {
    return switch (step) {
      case RelayStep.Hold(Relay.Existing existing) -> relay.hold(existing);
      case RelayStep.CloseBefore before ->
          relay.closeSessions(target -> target.generation() < before.generation(), before.reason());
      case RelayStep.CloseOf of ->
          relay.closeSessions(target -> target.node() == of.node(), of.reason());
      case RelayStep.Open(var target) -> relay.open(target);
    };
  }
}
