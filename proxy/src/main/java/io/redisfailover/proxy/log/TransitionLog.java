package io.redisfailover.proxy.log;

import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.view.Node;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of transitions: a line when the route changes and when an order was carried out, never
 * one for a cycle. Used by one thread.
 */
public final class TransitionLog {
  private static final Logger LOG = LoggerFactory.getLogger("redisfailover.transitions");

  private Optional<Node> routed = Optional.empty();
  private boolean ready = true;
  private boolean started;
  private String lastFailure = "";

  /**
   * Tells the route of the moment.
   *
   * @param routing the server that sessions go to, empty while they are held
   * @param isReady whether the proxy calls itself ready
   * @param why one sentence
   */
  public void route(Optional<Node> routing, boolean isReady, String why) {
    if (started && routing.equals(routed) && isReady == ready) {
      return;
    }
    started = true;
    routed = routing;
    ready = isReady;
    LOG.info(
        "{}{}: {}",
        routing.map(node -> "clients go to " + node).orElse("clients are held"),
        isReady ? "" : " and the proxy is not ready",
        why);
  }

  /** Tells how an order ended; a failure that repeats itself is told once. */
  public void order(Order order, OrderOutcome outcome) {
    String what = order.command().getClass().getSimpleName() + " " + order.command().node();
    String failure =
        switch (outcome) {
          case OrderOutcome.Done(var after) -> {
            LOG.info(
                "{} sent ({}): it is {}", what, order.command().why(), after.answer().inWords());
            yield "";
          }
          case OrderOutcome.NotSent(String why) -> what + " not sent: " + why;
          case OrderOutcome.Unknown(String why) -> what + " sent, its end is not known: " + why;
        };
    if (!failure.isEmpty() && !failure.equals(lastFailure)) {
      LOG.info("{}", failure);
    }
    lastFailure = failure;
  }
}
