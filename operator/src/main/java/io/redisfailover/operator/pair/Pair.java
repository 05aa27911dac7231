package io.redisfailover.operator.pair;

import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerSetup;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.RequestOutcome;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.policy.ControllerSettings;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The running controller of one resource. Passwords, token and proxies may change under it; other
 * settings need another one. Thread-safe.
 */
final class Pair implements AutoCloseable {
  /** The ACL user of the operator on both servers. */
  private static final String USER = "rf-operator";

  /** How often a switch is tried before it is refused. */
  private static final int ATTEMPTS = 4;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, Runnable::run);

  /**
   * What a person or a roll asked for.
   *
   * @param wish what, and of which server
   * @param outcome how it ended, once it has
   */
  private record Request(Wish wish, CompletableFuture<RequestOutcome> outcome) {}

  private final ControllerSettings settings;
  private final Runnable changed;
  private final Controller controller;
  private volatile PairPlan plan;
  private volatile Optional<Explanation> explanation = Optional.empty();
  private Optional<Request> request = Optional.empty();

  Pair(PairPlan plan, Runnable changed) {
    this.plan = plan;
    this.changed = changed;
    this.settings = plan.settings();
    this.controller =
        new Controller(
            new ControllerSetup(
                settings,
                plan.writable(),
                () -> Optional.of(new RedisCredentials(Optional.of(USER), this.plan.password())),
                TimeLimits.DEFAULT,
                new StatusRecord(plan.record()),
                new HttpProxyFleet(() -> this.plan.proxies(), () -> this.plan.token()),
                this::noticed));
    controller.start();
  }

  /** {@return whether it can go on under a new plan} */
  boolean fits(PairPlan newer) {
    return settings.equals(newer.settings()) && plan.writable().equals(newer.writable());
  }

  void follow(PairPlan newer) {
    plan = newer;
  }

  Endpoints endpoints() {
    return settings.endpoints();
  }

  Controller controller() {
    return controller;
  }

  ControllerStatus status() {
    return controller.status();
  }

  /** {@return why a server was left, the newest time that this was so; empty before} */
  Optional<Explanation> explanation() {
    return explanation;
  }

  /** A change is over in milliseconds: whoever looks later has to be told what began it. */
  private void noticed() {
    ControllerStatus now = controller.status();
    now.cause()
        .ifPresent(cause ->
            explanation =
                Optional.of(new Explanation(now.line().map(Line::node), cause, now.sentence())));
    changed.run();
  }

  /** See {@link Pairs#ask}. */
  synchronized Optional<RequestOutcome> ask(Wish wish) {
    Optional<Request> ended = request.filter(it -> it.outcome().isDone());
    if (ended.isPresent()) {
      request = Optional.empty();
      if (ended.get().wish().equals(wish)) {
        return Optional.of(ended.get().outcome().join());
      }
    }
    if (request.isEmpty()) {
      CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
      request = Optional.of(new Request(wish, outcome));
      carry(wish)
          .thenAccept(said -> {
            outcome.complete(said);
            changed.run();
          });
    }
    return Optional.empty();
  }

  private CompletionStage<RequestOutcome> carry(Wish wish) {
    return switch (wish) {
      case Wish.Switch(Node to) -> switchover(to, ATTEMPTS);
      case Wish.Promote(Node survivor) -> controller.promote(survivor);
    };
  }

  /** What stands in the way is often over in a moment, such as a server that answers slowly. */
  private CompletionStage<RequestOutcome> switchover(Node to, int attempts) {
    return controller
        .switchover(to)
        .thenCompose(outcome ->
            outcome instanceof RequestOutcome.NotDone && attempts > 1
                ? CompletableFuture.runAsync(() -> {}, LATER)
                    .thenCompose(unused -> switchover(to, attempts - 1))
                : CompletableFuture.completedFuture(outcome));
  }

  @Override
  public void close() {
    controller.close();
  }
}
