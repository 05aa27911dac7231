package io.redisfailover.proxy.routing;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.policy.ProxyState;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.proxy.net.AddressBook;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a controller may ask of a proxy that promotes. Each request runs on the router's loop. */
final class PromoteControl implements SwitchControl {
  /** How long sessions may take to come to rest; the answer to a prepare is due in 200 ms. */
  private static final Duration DRAIN_LIMIT = Duration.ofMillis(150);

  private final PromoteRouter router;
  private final AddressBook addresses;

  PromoteControl(PromoteRouter router, AddressBook addresses) {
    this.router = router;
    this.addresses = addresses;
  }

  @Override
  public CompletionStage<Outcome> push(long sequence, Line line, Endpoints endpoints) {
    return onLoop(() -> {
      long newest = router.state().toldSequence();
      if (sequence < newest) {
        return refused("sequence " + sequence + " is older than " + newest);
      }
      // The router hears of each server that has moved, and dials it anew.
      addresses.replace(endpoints);
      router.event(before -> before.pushed(sequence, line));
      return accepted();
    });
  }

  @Override
  public CompletionStage<Outcome> prepare(String attempt, Cause cause, Duration deadline) {
    return onLoop(() -> {
      Optional<String> refusal = router.state().prepareRefusal(attempt, router.now());
      if (refusal.isPresent()) {
        return refused(refusal.get());
      }
      if (!router.isRouting()) {
        return refused("clients are not routed now: " + router.status().why());
      }
      router.drainStarted(cause);
      CompletionStage<Boolean> atRest = router.relay().drain(DRAIN_LIMIT);
      Duration hold =
          deadline.compareTo(ProxyState.SWITCH_HOLD) < 0 ? deadline : ProxyState.SWITCH_HOLD;
      router.event(before -> before.prepared(attempt, cause, router.now().plus(hold)));
      return atRest.thenApplyAsync(rest -> drained(attempt, rest), router.loop());
    });
  }

  @Override
  public CompletionStage<Outcome> release(String attempt, Optional<Line> line) {
    return onLoop(() -> finish(attempt, line, before -> before.released(line)));
  }

  @Override
  public CompletionStage<Outcome> commit(String attempt, Line line) {
    return onLoop(() ->
        adopted(router.state(), attempt, line)
            ? accepted()
            : finish(attempt, Optional.of(line), before -> before.committed(line)));
  }

  private Outcome drained(String attempt, boolean atRest) {
    if (router.state().endRefusal(attempt, Optional.empty()).isPresent()) {
      return new Refused("attempt " + attempt + " ended while sessions came to rest");
    }
    if (!atRest) {
      router.event(before -> before.released(Optional.empty()));
      return new Refused("sessions did not come to rest in " + DRAIN_LIMIT.toMillis() + " ms");
    }
    return new Accepted();
  }

  /** The proxy has seen the new line in the servers' data before it was told of it. */
  private static boolean adopted(ProxyState state, String attempt, Line line) {
    return state.lastAttempt().filter(attempt::equals).isPresent()
        && state.line().filter(mine -> mine.marker().equals(line.marker())).isPresent();
  }

  private CompletionStage<Outcome> finish(
      String attempt, Optional<Line> line, UnaryOperator<ProxyState> event) {
    Optional<String> refusal = router.state().endRefusal(attempt, line);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    router.event(event);
    router.probeNow();
    return accepted();
  }

  private CompletionStage<Outcome> onLoop(Supplier<CompletionStage<Outcome>> request) {
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    router
        .loop()
        .execute(() -> {
          var unused =
              request
                  .get()
                  .whenComplete((outcome, failure) -> {
                    if (failure == null) {
                      answer.complete(outcome);
                    } else {
                      answer.completeExceptionally(failure);
                    }
                  });
        });
    return answer;
  }

  private static CompletionStage<Outcome> accepted() {
    return CompletableFuture.completedFuture(new Accepted());
  }

  private static CompletionStage<Outcome> refused(String why) {
    return CompletableFuture.completedFuture(new Refused(why));
  }
}
