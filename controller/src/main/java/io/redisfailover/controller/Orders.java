package io.redisfailover.controller;

import io.redisfailover.controller.redis.JedisOrderExecutor;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Carries orders out, none of a kind again before its time has come. For one thread. */
final class Orders {
  private final JedisOrderExecutor executor;
  private final OrderBackoff backoff = new OrderBackoff();
  private final Supplier<Instant> clock;

  /**
   * Creates the executor.
   *
   * @param servers the two servers, where they are now
   * @param clock the clock of the process
   */
  Orders(Function<Server, ServerAccess> servers, Supplier<Instant> clock) {
    this.executor = new JedisOrderExecutor(servers, clock);
    this.clock = clock;
  }

  /** {@return what became of an order; empty when its kind was tried there a moment ago} */
  Optional<OrderOutcome> carryOut(Order order, Instant decidedAt) {
    if (!backoff.allows(order, decidedAt)) {
      return Optional.empty();
    }
    OrderOutcome outcome = executor.carryOut(order, decidedAt);
    backoff.ended(order, clock.get());
    return Optional.of(outcome);
  }
}
