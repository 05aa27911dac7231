package io.redisfailover.proxy.routing;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.view.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Keeps a kind of command from being tried again on the same server too soon. */
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

  /**
   * One ended, in whatever way: that it was sent and answered does not say that the server obeyed.
   */
  void ended(Order order, Instant now) {
    notBefore.put(Kind.of(order), now.plus(order.command().retryAfter()));
  }
}
