package io.redisfailover.proxy.redis;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.view.Node;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Drives one {@link OrderDialogue}. All on one event loop, the caller's. */
public final class OrderExecution {
  private final EventLoop loop;
  private final Links links;
  private final OrderDialogue dialogue;
  private final Map<Node, RedisConnection> opened = new EnumMap<>(Node.class);
  private final FaultLog faults = new FaultLog("an order");
  private final CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();

  private OrderExecution(EventLoop loop, Links links, OrderDialogue dialogue) {
    this.loop = loop;
    this.links = links;
    this.dialogue = dialogue;
  }

  /**
   * Begins to carry an order out.
   *
   * @param loop the event loop that it happens on; must be the caller's
   * @param links how servers are reached
   * @param order what to carry out
   * @param decidedAt when it was decided
   * @return how it ended, never exceptionally, on that loop
   */
  public static CompletableFuture<OrderOutcome> begin(
      EventLoop loop, Links links, Order order, Instant decidedAt) {
    OrderExecution execution = new OrderExecution(loop, links, new OrderDialogue(order, decidedAt));
    execution.begin();
    return execution.outcome;
  }

  private void begin() {
    Instant now = links.clock().instant();
    OrderDialogue.Action first = dialogue.begin(false, now);
    long mayTake = Duration.between(now, dialogue.expiresAt()).toNanos();
    ScheduledFuture<?> timer =
        loop.schedule(
            () -> faults.guard(() -> act(dialogue.expired())), mayTake, TimeUnit.NANOSECONDS);
    var unused = outcome.thenRun(() -> timer.cancel(false));
    act(first);
  }

  private void act(OrderDialogue.Action action) {
    if (outcome.isDone()) {
      return;
    }
    switch (action) {
      case OrderDialogue.Action.Dial(Node node) -> dial(node);
      case OrderDialogue.Action.Send(Node node, Packet packet) -> send(node, packet);
      case OrderDialogue.Action.End(OrderOutcome result) -> {
        outcome.complete(result);
        opened.values().forEach(RedisConnection::close);
      }
    }
  }

  private void dial(Node node) {
    Optional<InetSocketAddress> address = links.addresses().of(node);
    if (address.isEmpty()) {
      act(dialogue.failed(ConnectionFailure.UNKNOWN_NAME));
      return;
    }
    var unused =
        RedisConnection.dial(loop, links.sockets(), address.get(), OrderDialogue.LIMIT)
            .whenComplete(
                (dialled, failure) -> faults.guard(() -> dialEnded(node, dialled, failure)));
  }

  private void dialEnded(
      Node node, @Nullable RedisConnection dialled, @Nullable Throwable failure) {
    if (dialled == null) {
      lost(failure);
    } else if (outcome.isDone()) {
      dialled.close();
    } else {
      opened.put(node, dialled);
      act(dialogue.connected(links.login()));
    }
  }

  private void send(Node node, Packet packet) {
    var unused =
        Objects.requireNonNull(opened.get(node))
            .exchange(packet, links.addresses().endpoints())
            .whenComplete((heard, failure) -> faults.guard(() -> answered(heard, failure)));
  }

  private void answered(@Nullable Heard heard, @Nullable Throwable failure) {
    if (heard == null) {
      lost(failure);
    } else if (!outcome.isDone()) {
      act(dialogue.heard(heard, links.clock().instant()));
    }
  }

  private void lost(@Nullable Throwable failure) {
    ConnectionLostException loss = ConnectionLostException.of(Objects.requireNonNull(failure));
    faults.tell(loss);
    if (!outcome.isDone()) {
      act(dialogue.failed(loss.failure()));
    }
  }
}
