package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.switchover.SwitchoverTimes;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.redis.ConnectionContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The controller's requests to a proxy that promotes. Each runs on the router's loop. */
final class PromoteControl implements ProxyRequests {
  private final PromoteRouter router;
  private final AddressBook addresses;

  PromoteControl(PromoteRouter router, ConnectionContext links) {
    this.router = router;
    this.addresses = links.addresses();
  }

  /** Answers requests that are refused, so that the first real one does not wait for code. */
  void rehearse() {
    HandoverWarmUp.request(this);
  }

  @Override
  public CompletionStage<Outcome> push(EpochPush push) {
    return onLoop(() -> {
      long sequence = push.sequence();
      long newest = router.state().toldSequence();
      if (sequence < newest) {
        return refused("sequence " + sequence + " is older than " + newest);
      }
      // The watch of each server whose address has changed dials it again.
      addresses.replace(push.endpoints());
      router.event(before -> before.pushed(sequence, push.epoch(), router.now()));
      return accepted();
    });
  }

  @Override
  public CompletionStage<Outcome> peers(PeerList list) {
    return onLoop(() -> {
      long newest = router.state().peersSequence();
      if (list.sequence() < newest) {
        return refused("sequence " + list.sequence() + " of peers is older than " + newest);
      }
      router.inquiry().named(list);
      return accepted();
    });
  }

  @Override
  public CompletionStage<Optional<PeerReport>> evidence() {
    return CompletableFuture.supplyAsync(
        () -> {
          // First of all: has this process just stood still itself?
          router.event(before -> before);
          return Optional.of(router.state().report(router.now()));
        },
        router.loop());
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
        return refused("this proxy has no route: " + router.status().message());
      }
      CompletionStage<Boolean> quiet =
          router.quiesce(prepare.cause(), SwitchoverTimes.QUIESCE_LIMIT);
      Duration deadline = prepare.deadline();
      Duration hold =
          deadline.compareTo(ProxyState.SWITCH_HOLD) < 0 ? deadline : ProxyState.SWITCH_HOLD;
      router.event(before -> before.prepared(attempt, prepare.cause(), router.now().plus(hold)));
      return inTime(quiet).thenApplyAsync(inTime -> quiesced(attempt, inTime), router.loop());
    });
  }

  @Override
  public CompletionStage<Outcome> abort(SwitchoverAbort abort) {
    return onLoop(() ->
        finish(
            abort.attempt(),
            abort.epoch(),
            before -> before.released(abort.epoch(), router.now())));
  }

  @Override
  public CompletionStage<Outcome> commit(SwitchoverCommit commit) {
    Epoch epoch = commit.epoch();
    return onLoop(() ->
        accepted(router.state(), commit.attempt(), epoch)
            ? accepted()
            : finish(
                commit.attempt(),
                Optional.of(epoch),
                before -> before.committed(epoch, router.now())));
  }

  /** A copy, because the limit ends the wait and not the step, which still takes its turn. */
  private static CompletableFuture<Boolean> inTime(CompletionStage<Boolean> quiet) {
    return quiet
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(false, SwitchoverTimes.ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Outcome quiesced(String attempt, boolean quiet) {
    if (router.state().endRefusal(attempt, Optional.empty()).isPresent()) {
      return new Refused("attempt " + attempt + " ended while sessions were quiescing");
    }
    // The deadline of the switchover may have passed meanwhile, and the route is open again.
    if (!quiet || router.isRouting()) {
      router.event(before -> before.released(Optional.empty(), router.now()));
      return new Refused(
          "sessions did not quiesce within " + SwitchoverTimes.QUIESCE_LIMIT.toMillis() + " ms");
    }
    return new Accepted();
  }

  /** The proxy has seen the new epoch in the servers' data before the controller named it. */
  private static boolean accepted(ProxyState state, String attempt, Epoch epoch) {
    return state.lastAttempt().filter(attempt::equals).isPresent()
        && state.epoch().filter(mine -> mine.marker().equals(epoch.marker())).isPresent();
  }

  private CompletionStage<Outcome> finish(
      String attempt, Optional<Epoch> epoch, UnaryOperator<ProxyState> event) {
    Optional<String> refusal = router.state().endRefusal(attempt, epoch);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    router.event(event);
    router.probeNow();
    return accepted();
  }

  /** A request that throws fails its stage, so that its caller does not wait in vain. */
  private CompletionStage<Outcome> onLoop(Supplier<CompletionStage<Outcome>> request) {
    return CompletableFuture.completedFuture(request)
        .thenComposeAsync(Supplier::get, router.loop());
  }

  private static CompletionStage<Outcome> accepted() {
    return CompletableFuture.completedFuture(new Accepted());
  }

  private static CompletionStage<Outcome> refused(String why) {
    return CompletableFuture.completedFuture(new Refused(why));
  }
}
