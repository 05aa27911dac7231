package io.redisfailover.proxy.routing;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.view.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Keeps a kind of command that failed on a server from being tried there again too soon. */
final class OrderRetry {
  private final Map<Kind, Instant> notBefore = new HashMap<>();

  private record Kind(Class<? extends Command> command, Node node) {
    static Kind of(Order order) {
      return new Kind(order.command().getClass(), order.command().node());
    }
  }

  /** {@return whether it may be tried now} */
  boolean allows(Order order, Instant now) {
    Instant earliest = notBefore.get(Kind.of(order));
    return earliest == null || !now.isBefore(earliest);
  }

  /** Takes in how one ended. */
  void ended(Order order, OrderOutcome outcome, Instant now) {
    switch (outcome) {
      // Done says that it was sent and answered, not that the server obeyed: that takes a pause
      // too.
      case OrderOutcome.Done done -> pause(order, now);
      case OrderOutcome.NotSent notSent -> pause(order, now);
      case OrderOutcome.Unknown unknown -> pause(order, now);
    }
  }

  private void pause(Order order, Instant now) {
    notBefore.put(Kind.of(order), now.plus(order.command().retryAfter()));
  }
}
