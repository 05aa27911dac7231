package io.redisfailover.proxy.redis;

import io.netty.channel.EventLoop;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.command.Seal;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Carries one order out, as {@link Order} says. All on one event loop, the caller's. */
public final class OrderExecution {
  /** How long the whole may take. Longer than the age limit: only the replies may be late. */
  private static final Duration LIMIT = Duration.ofMillis(600);

  private static final List<String> OWN_ID = List.of("CLIENT", "ID");

  private final EventLoop loop;
  private final Links links;
  private final Order order;
  private final Instant decidedAt;
  private final List<RedisConnection> opened = new ArrayList<>();
  private final CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();
  private boolean sent;

  private OrderExecution(EventLoop loop, Links links, Order order, Instant decidedAt) {
    this.loop = loop;
    this.links = links;
    this.order = order;
    this.decidedAt = decidedAt;
  }

  /** Says why an order ends before its packet is sent. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String why) {
      super(why, null, false, false);
    }
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
    OrderExecution execution = new OrderExecution(loop, links, order, decidedAt);
    execution.run();
    return execution.outcome;
  }

  private void run() {
    var timer =
        loop.schedule(
            () -> end(given("it took longer than " + LIMIT.toMillis() + " ms")),
            LIMIT.toMillis(),
            TimeUnit.MILLISECONDS);
    Command command = order.command();
    var unused =
        CompletableFuture.completedFuture(command.node())
            .thenCompose(this::open)
            .thenCompose(on -> seal().thenCompose(sealed -> carryOut(on)))
            .handle((done, failure) -> failure == null ? done : given(reason(failure)))
            .thenAccept(result -> {
              timer.cancel(false);
              end(result);
            });
  }

  private CompletableFuture<OrderOutcome> carryOut(RedisConnection on) {
    Command command = order.command();
    return look(on, command.node())
        .thenCompose(before -> {
          refuse(command.refusal(state(before)));
          refuseWhenTooOld();
          sent = true;
          List<List<String>> packet = new ArrayList<>(command.packet());
          packet.addAll(Probe.commands());
          Instant now = links.clock().instant();
          return on.send(packet).thenApply(replies -> result(now, replies));
        });
  }

  private OrderOutcome result(Instant sentAt, List<Reply> replies) {
    int commands = order.command().packet().size();
    List<Reply> probe = replies.subList(commands, replies.size());
    return new OrderOutcome.Done(
        new View(
            order.command().node(),
            sentAt,
            links.clock().instant(),
            Probe.answer(order.command().node(), links.addresses().endpoints(), probe)));
  }

  private CompletableFuture<Optional<Seal>> seal() {
    if (order.seal().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Seal seal = order.seal().get();
    return open(seal.node())
        .thenCompose(on ->
            on.send(List.of(seal.list(), OWN_ID))
                .thenCompose(listed -> kill(on, seal, listed))
                .thenCompose(killed -> look(on, seal.node())))
        .thenApply(after -> {
          refuse(seal.refusal(state(after)));
          return Optional.of(seal);
        });
  }

  private static CompletableFuture<List<Reply>> kill(
      RedisConnection on, Seal seal, List<Reply> listed) {
    for (Reply reply : listed) {
      if (reply.isError()) {
        throw new Refusal(seal.node() + " cannot be sealed: " + reply.text());
      }
    }
    long ownId = Long.parseLong(listed.get(1).text());
    List<List<String>> kills = seal.kills(listed.get(0).text(), ownId);
    return kills.isEmpty() ? CompletableFuture.completedFuture(List.of()) : on.send(kills);
  }

  private CompletableFuture<RedisConnection> open(Node node) {
    return links
        .addresses()
        .of(node)
        .map(address -> RedisConnection.dial(loop, links.sockets(), address, LIMIT))
        .orElseThrow(() -> new Refusal("the address of " + node + " is not known"))
        .thenCompose(this::logIn);
  }

  private CompletableFuture<RedisConnection> logIn(RedisConnection connection) {
    opened.add(connection);
    if (outcome.isDone()) {
      connection.close();
    }
    Login login = links.login();
    return connection
        .send(login.commands())
        .thenApply(replies -> {
          refuse(login.error(replies).map(ErrorReply::text));
          return connection;
        });
  }

  private CompletableFuture<View> look(RedisConnection on, Node node) {
    Instant now = links.clock().instant();
    return on.send(Probe.commands())
        .thenApply(replies ->
            new View(
                node,
                now,
                links.clock().instant(),
                Probe.answer(node, links.addresses().endpoints(), replies)));
  }

  private static ServerState state(View view) {
    return view.state()
        .orElseThrow(() -> new Refusal(view.node() + ": " + view.answer().inWords()));
  }

  private static void refuse(Optional<String> sentence) {
    sentence.ifPresent(why -> {
      throw new Refusal(why);
    });
  }

  private void refuseWhenTooOld() {
    Duration age = Duration.between(decidedAt, links.clock().instant());
    if (age.compareTo(Order.MAX_AGE) > 0) {
      throw new Refusal("the decision is " + age.toMillis() + " ms old by now");
    }
  }

  private OrderOutcome given(String why) {
    return sent ? new OrderOutcome.Unknown(why) : new OrderOutcome.NotSent(why);
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return String.valueOf(cause.getMessage());
  }

  private void end(OrderOutcome result) {
    if (outcome.complete(result)) {
      opened.forEach(RedisConnection::close);
    }
  }
}
