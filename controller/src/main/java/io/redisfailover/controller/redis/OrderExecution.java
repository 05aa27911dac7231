package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out orders as {@link Order} says: connect, seal, look, send, look. Blocks for as long as
 * the time limits of both servers allow. For one thread.
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

  private RedisConnection connection(RedisServer server) throws NoAnswerException {
    RedisConnection opened = ready.remove(server.node());
    return opened == null ? server.connect() : opened;
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
    Command command = order.command();
    RedisServer server = servers.apply(command.node());
    // Opened before the seal: who seals first closes the connection that the other would act on.
    try (RedisConnection connection = connection(server)) {
      Optional<String> unsealed = order.seal().flatMap(this::sealed);
      if (unsealed.isPresent()) {
        return new OrderOutcome.NotSent(unsealed.get());
      }
      Answer now = ServerProbe.ask(server, connection);
      Optional<String> refusal = refusal(command, now, decidedAt);
      return refusal.isPresent()
          ? new OrderOutcome.NotSent(command.node() + ": " + refusal.get())
          : send(server, connection, command);
    } catch (NoAnswerException failure) {
      return new OrderOutcome.NotSent(command.node() + ": " + failure.answer().inWords());
    }
  }

  private Optional<String> refusal(Command command, Answer now, Instant decidedAt) {
    if (!(now instanceof Answer.Answered(ServerState state))) {
      return Optional.of(now.inWords());
    }
    // Age is looked at last: this process may have been stopped at any line above.
    return command
        .refusal(state)
        .or(() ->
            Duration.between(decidedAt, clock.get()).compareTo(Order.MAX_AGE) > 0
                ? Optional.of("the decision is older than " + Order.MAX_AGE.toMillis() + " ms")
                : Optional.empty());
  }

  private OrderOutcome send(RedisServer server, RedisConnection connection, Command command) {
    try {
      List<Reply> replies = connection.call(command.packet());
      Optional<String> fault = fault(command, replies);
      return fault.isPresent()
          ? new OrderOutcome.Unknown(fault.get())
          : new OrderOutcome.Done(look(server, connection));
    } catch (NoAnswerException failure) {
      return new OrderOutcome.Unknown(
          command.node() + " was sent a command, and then: " + failure.answer().inWords());
    }
  }

  private View look(RedisServer server, RedisConnection connection) throws NoAnswerException {
    Instant sentAt = clock.get();
    Answer answer = ServerProbe.ask(server, connection);
    return new View(server.node(), sentAt, clock.get(), answer);
  }

  /**
   * The role is what counts: a server that knows no functions refuses the rest of a packet without
   * harm, and a marker that is to be deleted may be gone already.
   */
  private static Optional<String> fault(Command command, List<Reply> replies) {
    boolean changesRole =
        switch (command) {
          case Command.Promote promote -> true;
          case Command.Unpark unpark -> true;
          case Command.Park park -> true;
          case Command.Follow follow -> true;
          case Command.WriteMarkers write -> false;
        };
    return replies.stream()
        .limit(changesRole ? 1 : replies.size())
        .filter(Reply::isError)
        .map(Reply::text)
        .filter(error -> !error.startsWith("ERR Library not found"))
        .findFirst()
        .map(error -> command.node() + " refused: " + error);
  }

  private Optional<String> sealed(Seal seal) {
    RedisServer server = servers.apply(seal.node());
    try (RedisConnection connection = server.connect()) {
      List<Reply> replies = connection.call(List.of(List.of("CLIENT", "ID"), seal.list()));
      for (Reply reply : replies) {
        if (reply.isError()) {
          return Optional.of(seal.node() + " cannot be sealed: " + reply.text());
        }
      }
      List<List<String>> kills =
          seal.kills(replies.get(1).text(), Long.parseLong(replies.get(0).text()));
      if (!kills.isEmpty()) {
        // A connection that is gone by itself makes its kill an error, which is as good.
        List<Reply> unused = connection.call(kills);
      }
      return switch (ServerProbe.ask(server, connection)) {
        case Answer.Answered(ServerState state) -> seal.refusal(state);
        case Answer other -> Optional.of(seal.node() + " after the seal: " + other.inWords());
      };
    } catch (NoAnswerException failure) {
      return Optional.of(seal.node() + " cannot be sealed: " + failure.answer().inWords());
    }
  }
}
