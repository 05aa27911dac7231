package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.policy.ProxyState;
import io.redisfailover.failover.policy.SwitchoverTimes;
import io.redisfailover.failover.view.Line;
import io.redisfailover.proxy.net.AddressBook;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a controller may ask of a proxy that promotes. Each request runs on the router's loop. */
final class PromoteControl implements ProxyRequests {
  private static final Logger LOG = LoggerFactory.getLogger(PromoteControl.class);

  private final PromoteRouter router;
  private final AddressBook addresses;

  PromoteControl(PromoteRouter router, AddressBook addresses) {
    this.router = router;
    this.addresses = addresses;
  }

  @Override
  public CompletionStage<Outcome> push(EpochPush push) {
    return onLoop(() -> {
      long sequence = push.sequence();
      long newest = router.state().toldSequence();
      if (sequence < newest) {
        return refused("sequence " + sequence + " is older than " + newest);
      }
      // The router hears of each server that has moved, and dials it anew.
      addresses.replace(push.endpoints());
      router.event(before -> before.pushed(sequence, push.epoch()));
      return accepted();
    });
  }

  @Override
  public CompletionStage<Outcome> prepare(SwitchoverPrepare prepare) {
    return onLoop(() -> {
      String attempt = prepare.attempt();
      Optional<String> refusal = router.state().prepareRefusal(attempt, router.now());
      if (refusal.isPresent()) {
        return refused(refusal.get());
      }
      if (!router.isRouting()) {
        return refused("clients are not routed now: " + router.status().why());
      }
      CompletionStage<Boolean> atRest =
          router.quiesce(prepare.cause(), SwitchoverTimes.QUIESCE_LIMIT);
      Duration deadline = prepare.deadline();
      Duration hold =
          deadline.compareTo(ProxyState.SWITCH_HOLD) < 0 ? deadline : ProxyState.SWITCH_HOLD;
      router.event(before -> before.prepared(attempt, prepare.cause(), router.now().plus(hold)));
      return inTime(atRest).thenApplyAsync(rest -> quiesced(attempt, rest), router.loop());
    });
  }

  @Override
  public CompletionStage<Outcome> abort(SwitchoverAbort abort) {
    return onLoop(
        () -> finish(abort.attempt(), abort.epoch(), before -> before.released(abort.epoch())));
  }

  @Override
  public CompletionStage<Outcome> commit(SwitchoverCommit commit) {
    Line line = commit.epoch();
    return onLoop(() ->
        adopted(router.state(), commit.attempt(), line)
            ? accepted()
            : finish(commit.attempt(), Optional.of(line), before -> before.committed(line)));
  }

  /** A copy, because the limit ends the wait and not the step: that one still has its turn. */
  private static CompletableFuture<Boolean> inTime(CompletionStage<Boolean> atRest) {
    return atRest
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(false, SwitchoverTimes.ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Outcome quiesced(String attempt, boolean atRest) {
    if (router.state().endRefusal(attempt, Optional.empty()).isPresent()) {
      return new Refused("attempt " + attempt + " ended while sessions came to rest");
    }
    // The deadline of the switch may have ended, and the route been opened again, right after that.
    if (!atRest || router.isRouting()) {
      router.event(before -> before.released(Optional.empty()));
      return new Refused(
          "sessions did not come to rest in " + SwitchoverTimes.QUIESCE_LIMIT.toMillis() + " ms");
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

  /** Also when the request throws, its answer ends: the caller would wait for it in vain. */
  private CompletionStage<Outcome> onLoop(Supplier<CompletionStage<Outcome>> request) {
    return CompletableFuture.completedFuture(request)
        .thenComposeAsync(Supplier::get, router.loop())
        .whenComplete((outcome, failure) -> {
          if (failure != null) {
            LOG.error("a request of a controller failed", failure);
          }
        });
  }

  private static CompletionStage<Outcome> accepted() {
    return CompletableFuture.completedFuture(new Accepted());
  }

  private static CompletionStage<Outcome> refused(String why) {
    return CompletableFuture.completedFuture(new Refused(why));
  }
}
