package io.redisfailover.proxy.routing;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderBackoff;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.proxy.redis.NettyOrderExecutor;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends the proxy's orders to the servers: no sooner than their backoff allows, with a line in the
 * log, and with a record of what led to a role change. Used on one event loop.
 */
final class OrderSender {
  private final EventLoop loop;
  private final ConnectionContext links;
  private final RoleChangeRecorder recorder;
  private final TransitionLog log;
  private final Consumer<UnaryOperator<ProxyState>> events;
  private final OrderBackoff backoff = new OrderBackoff();
  private long markerWrites;
  private @Nullable NettyOrderExecutor underWay;
  private final Supervised part;

  /**
   * Creates a sender without any order.
   *
   * @param loop the event loop that it is used on
   * @param links what connections to the servers need
   * @param recorder records role changes
   * @param log the log of transitions
   * @param events takes the end of each order, on that loop
   * @param part the router; it is told of defects
   */
  OrderSender(
      EventLoop loop,
      ConnectionContext links,
      RoleChangeRecorder recorder,
      TransitionLog log,
      Consumer<UnaryOperator<ProxyState>> events,
      Supervised part) {
    this.loop = loop;
    this.links = links;
    this.recorder = recorder;
    this.log = log;
    this.events = events;
    this.part = part;
  }

  /** {@return whether an order may be tried now} */
  boolean allows(Order order, Instant now) {
    return backoff.allows(order, now);
  }

  /**
   * Sends an order. Its end may come before this method returns.
   *
   * @param order the order
   * @param cause why it was decided; present for a promotion
   * @param seen what is remembered of both servers
   * @param decidedAt when it was decided
   */
  void send(Order order, Optional<Cause> cause, ObserverMemory seen, Instant decidedAt) {
    if (order.command() instanceof Command.Promote promote) {
      part.guard(() -> recorder.promoting(promote, cause.orElseThrow(), seen, decidedAt));
    }
    boolean begun = part.guard(() -> begin(order, decidedAt));
    if (!begun) {
      ended(order, new OrderOutcome.NotSent("a defect of this proxy kept it back"));
    }
  }

  private void begin(Order order, Instant decidedAt) {
    NettyOrderExecutor begun = NettyOrderExecutor.begin(loop, links, order, decidedAt, part);
    underWay = begun;
    var unused = begun.outcome().thenAccept(outcome -> part.guard(() -> ended(order, outcome)));
  }

  /**
   * Gives the order under way up, unless its command was sent already. Its end may come before this
   * method returns.
   *
   * @param why one sentence
   */
  void giveUp(String why) {
    NettyOrderExecutor order = underWay;
    if (order != null) {
      order.giveUp(why);
    }
  }

  /** {@return how often markers were written} */
  long markerWrites() {
    return markerWrites;
  }

  private void ended(Order order, OrderOutcome outcome) {
    if (outcome instanceof OrderOutcome.Done && order.command() instanceof Command.WriteMarkers) {
      markerWrites++;
    }
    Instant now = links.clock().instant();
    try {
      backoff.ended(order, now);
      log.order(order, outcome);
      recorder.ended(order.command(), outcome);
    } finally {
      // After an exception too: while an order seems to be under way, nothing is decided.
      events.accept(before -> before.orderEnded(order.command(), outcome, now));
    }
  }
}
