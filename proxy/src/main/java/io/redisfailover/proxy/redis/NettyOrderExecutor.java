package io.redisfailover.proxy.redis;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.OrderDialogue;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.Server;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Drives one {@link OrderDialogue} on the caller's event loop. */
public final class NettyOrderExecutor {
  private final EventLoop loop;
  private final ConnectionContext links;
  private final OrderDialogue dialogue;
  private final Map<Server, NettyRedisConnection> opened = new EnumMap<>(Server.class);
  private final Supervised part;
  private final CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();

  private NettyOrderExecutor(
      EventLoop loop, ConnectionContext links, OrderDialogue dialogue, Supervised part) {
    this.loop = loop;
    this.links = links;
    this.dialogue = dialogue;
    this.part = part;
  }

  /**
   * Starts to execute an order.
   *
   * @param loop the event loop that it runs on; must be the caller's
   * @param links what connections to the servers need
   * @param order the order
   * @param decidedAt when it was decided
   * @param part whose order it is; it is told of defects
   * @return what executes it
   */
  public static NettyOrderExecutor begin(
      EventLoop loop, ConnectionContext links, Order order, Instant decidedAt, Supervised part) {
    NettyOrderExecutor execution =
        new NettyOrderExecutor(
            loop, links, new OrderDialogue(order, decidedAt, links.secrets().markerKeys()), part);
    execution.begin();
    return execution;
  }

  /** {@return the outcome, on that loop; never fails} */
  public CompletionStage<OrderOutcome> outcome() {
    return outcome;
  }

  /**
   * Gives the order up, unless its command was sent already. To be called on the loop that it runs
   * on.
   *
   * @param why one sentence
   */
  public void giveUp(String why) {
    dialogue.givenUp(why).ifPresent(this::act);
  }

  private void begin() {
    Instant now = links.clock().instant();
    OrderDialogue.Action first = dialogue.begin(false, now);
    long mayTake = Duration.between(now, dialogue.expiresAt()).toNanos();
    ScheduledFuture<?> timer =
        loop.schedule(
            () -> part.guard(() -> act(dialogue.expired())), mayTake, TimeUnit.NANOSECONDS);
    var unused = outcome.thenRun(() -> timer.cancel(false));
    // What fails here ends by the timer, as what fails later does.
    part.guard(() -> act(first));
  }

  private void act(OrderDialogue.Action action) {
    if (outcome.isDone()) {
      return;
    }
    switch (action) {
      case OrderDialogue.Action.Dial(Server server) -> dial(server);
      case OrderDialogue.Action.Send(Server server, Packet packet) -> send(server, packet);
      case OrderDialogue.Action.End(OrderOutcome result) -> {
        outcome.complete(result);
        boolean answered = result instanceof OrderOutcome.Done;
        opened
            .values()
            .forEach(answered ? NettyRedisConnection::close : NettyRedisConnection::abort);
      }
    }
  }

  private void dial(Server server) {
    Optional<InetSocketAddress> address = links.addresses().of(server);
    if (address.isEmpty()) {
      act(dialogue.failed(ConnectionFailure.UNKNOWN_NAME));
      return;
    }
    var unused =
        NettyRedisConnection.dial(loop, links.sockets(), address.get(), OrderDialogue.LIMIT)
            .whenComplete(
                (dialled, failure) -> part.guard(() -> dialEnded(server, dialled, failure)));
  }

  private void dialEnded(
      Server server, @Nullable NettyRedisConnection dialled, @Nullable Throwable failure) {
    if (dialled == null) {
      lost(failure);
    } else if (outcome.isDone()) {
      dialled.close();
    } else {
      opened.put(server, dialled);
      act(dialogue.connected(links.login()));
    }
  }

  private void send(Server server, Packet packet) {
    var unused =
        Objects.requireNonNull(opened.get(server))
            .exchange(packet, links.addresses().endpoints())
            .whenComplete((heard, failure) -> part.guard(() -> answered(heard, failure)));
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
    loss.tell(part);
    if (!outcome.isDone()) {
      act(dialogue.failed(loss.failure()));
    }
  }
}
