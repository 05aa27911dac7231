package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.Server;
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
public final class JedisOrderExecutor implements AutoCloseable {
  private final Function<Server, ServerAccess> servers;
  private final Supplier<Instant> clock;
  private final Map<Server, JedisRedisConnection> ready = new EnumMap<>(Server.class);

  /**
   * An execution on two servers.
   *
   * @param servers the two servers
   * @param clock the clock of the process, the one that decisions are dated by
   */
  public JedisOrderExecutor(Function<Server, ServerAccess> servers, Supplier<Instant> clock) {
    this.servers = servers;
    this.clock = clock;
  }

  /**
   * Opens the connection of a server's next order now, so that no client waits for it later.
   *
   * @return the connection, for questions before that order
   * @throws NoAnswerException when it cannot be opened
   */
  public JedisRedisConnection open(Server server) throws NoAnswerException {
    JedisRedisConnection opened = servers.apply(server).connect();
    JedisRedisConnection before = ready.put(server, opened);
    if (before != null) {
      before.close();
    }
    return opened;
  }

  /** Closes the connections that were opened and not used. */
  @Override
  public void close() {
    ready.values().forEach(JedisRedisConnection::close);
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
    Map<Server, JedisRedisConnection> opened = new EnumMap<>(Server.class);
    JedisRedisConnection prepared = ready.remove(order.command().server());
    if (prepared != null) {
      opened.put(order.command().server(), prepared);
    }
    try {
      OrderDialogue dialogue =
          new OrderDialogue(
              order, decidedAt, servers.apply(order.command().server()).secrets().markerKeys());
      OrderDialogue.Action action = dialogue.begin(prepared != null, clock.get());
      while (true) {
        if (action instanceof OrderDialogue.Action.End(OrderOutcome outcome)) {
          return outcome;
        }
        action = act(dialogue, action, opened);
      }
    } finally {
      opened.values().forEach(JedisRedisConnection::close);
    }
  }

  private OrderDialogue.Action act(
      OrderDialogue dialogue,
      OrderDialogue.Action action,
      Map<Server, JedisRedisConnection> opened) {
    Duration left = Duration.between(clock.get(), dialogue.expiresAt());
    if (!left.isPositive()) {
      return dialogue.expired();
    }
    try {
      return switch (action) {
        case OrderDialogue.Action.Dial(Server server) -> {
          ServerAccess access = servers.apply(server);
          opened.put(
              server, JedisRedisConnection.dial(access.endpoint(), access.limits().dialling(left)));
          yield dialogue.connected(access.login());
        }
        case OrderDialogue.Action.Send(Server server, Packet packet) ->
            dialogue.heard(
                Objects.requireNonNull(opened.get(server))
                    .exchange(packet, servers.apply(server).endpoints(), left),
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
