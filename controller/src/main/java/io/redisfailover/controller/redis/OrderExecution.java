package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Drives {@link OrderDialogue}s, one after the other. Blocks for as long as they take. For one
 * thread.
 */
public final class OrderExecution implements AutoCloseable {
  private final Function<Node, RedisServer> servers;
  private final Supplier<Instant> clock;
  private final Map<Node, RedisConnection> ready = new EnumMap<>(Node.class);

  /**
   * An execution on two servers.
   *
   * @param servers the two servers
   * @param clock the clock of the process, the one that decisions are dated by
   */
  public OrderExecution(Function<Node, RedisServer> servers, Supplier<Instant> clock) {
    this.servers = servers;
    this.clock = clock;
  }

  /**
   * Opens the connection of a server's next order now, so that no client waits for it later.
   *
   * @throws NoAnswerException when it cannot be opened
   */
  public void open(Node node) throws NoAnswerException {
    RedisConnection before = ready.put(node, servers.apply(node).connect());
    if (before != null) {
      before.close();
    }
  }

  /** Closes the connections that were opened and not used. */
  @Override
  public void close() {
    ready.values().forEach(RedisConnection::close);
    ready.clear();
  }

  /**
   * Carries an order out.
   *
   * @param order the order
   * @param decidedAt when the decision was taken
   * @return what became of it
   */
  public OrderOutcome carryOut(Order order, Instant decidedAt) {
    Map<Node, RedisConnection> opened = new EnumMap<>(Node.class);
    RedisConnection prepared = ready.remove(order.command().node());
    if (prepared != null) {
      opened.put(order.command().node(), prepared);
    }
    try {
      OrderDialogue dialogue = new OrderDialogue(order, decidedAt);
      OrderDialogue.Action action = dialogue.begin(prepared != null, clock.get());
      while (true) {
        if (action instanceof OrderDialogue.Action.End(OrderOutcome outcome)) {
          return outcome;
        }
        action = act(dialogue, action, opened);
      }
    } finally {
      opened.values().forEach(RedisConnection::close);
    }
  }

  private OrderDialogue.Action act(
      OrderDialogue dialogue, OrderDialogue.Action action, Map<Node, RedisConnection> opened) {
    Duration left = Duration.between(clock.get(), dialogue.expiresAt());
    if (!left.isPositive()) {
      return dialogue.expired();
    }
    try {
      return switch (action) {
        case OrderDialogue.Action.Dial(Node node) -> {
          RedisServer server = servers.apply(node);
          opened.put(node, RedisConnection.dial(server.endpoint(), server.limits().dialling(left)));
          yield dialogue.connected(server.login());
        }
        case OrderDialogue.Action.Send(Node node, Packet packet) ->
            dialogue.heard(
                Objects.requireNonNull(opened.get(node))
                    .exchange(packet, servers.apply(node).endpoints(), left),
                clock.get());
        case OrderDialogue.Action.End end -> end;
      };
    } catch (CutException cut) {
      return clock.get().isBefore(dialogue.expiresAt())
          ? dialogue.failed(cut.failure())
          : dialogue.expired();
    }
  }
}
