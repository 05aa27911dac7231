package io.redisfailover.failover.policy.proxy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import java.util.Optional;

/**
 * What a proxy does after something was seen, told or timed out.
 *
 * @param next what the proxy remembers from here on
 * @param routing where its clients go
 * @param order what it sends to a server, if anything; at most one order is under way at a time
 * @param needless whether the order under way is of no use any more: it is given up, unless its
 *     command was sent already
 * @param cause why the active server changes or is left; absent while it goes on, and always there
 *     with the order to promote
 * @param why one sentence: the log line, and what the statistics page shows
 */
public record ProxyDecision(
    ProxyState next,
    Routing routing,
    Optional<Order> order,
    boolean needless,
    Optional<Cause> cause,
    String why) {
  /** Takes no promotion without its cause. */
  public ProxyDecision {
    if (cause.isEmpty() && order.map(Order::command).orElse(null) instanceof Command.Promote) {
      throw new IllegalArgumentException("a promotion has a cause: " + why);
    }
  }

  /** One while no order is under way, or that lets it go on. */
  ProxyDecision(
      ProxyState next, Routing routing, Optional<Order> order, Optional<Cause> cause, String why) {
    this(next, routing, order, false, cause, why);
  }

  /** {@return the same with another order} */
  ProxyDecision ordering(Order newOrder) {
    return new ProxyDecision(next, routing, Optional.of(newOrder), needless, cause, why);
  }

  /** {@return the same, and the order under way is of no use any more} */
  ProxyDecision givingUp(String newWhy) {
    return new ProxyDecision(next, routing, order, true, cause, newWhy);
  }

  /** {@return the same, decided for this reason} */
  ProxyDecision because(Optional<Cause> newCause, String newWhy) {
    return new ProxyDecision(next, routing, order, needless, newCause, newWhy);
  }
}
