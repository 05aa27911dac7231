package io.redisfailover.proxy.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.proxy.net.Sockets;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the proxy's own to a server: packets of commands out, their replies back, in
 * order. Everything happens on one event loop, the caller's; stages complete there.
 */
public final class RedisConnection {
  private final Channel channel;
  private final InetSocketAddress address;
  private final Queue<Awaited> packets = new ArrayDeque<>();

  private RedisConnection(Channel channel, InetSocketAddress address) {
    this.channel = channel;
    this.address = address;
  }

  /**
   * A packet whose replies are awaited.
   *
   * @param commands how many replies it gets
   * @param replies those that came
   * @param done completes with all of them
   */
  private record Awaited(int commands, List<Reply> replies, CompletableFuture<List<Reply>> done) {}

  /**
   * Dials a server.
   *
   * @param loop the event loop that the connection lives on; must be the caller's
   * @param sockets the transport
   * @param address the server
   * @param limit how long to try
   * @return the connection; fails with a {@link ConnectionLostException} when it cannot be made
   */
  public static CompletableFuture<RedisConnection> dial(
      EventLoop loop, Sockets sockets, InetSocketAddress address, Duration limit) {
    CompletableFuture<RedisConnection> dialled = new CompletableFuture<>();
    ChannelFuture dial = bootstrap(loop, sockets, limit).connect(address);
    RedisConnection connection = new RedisConnection(dial.channel(), address);
    // A channel that cannot even be made, for want of a descriptor, says so on a thread of its own.
    dial.addListener(done -> onLoop(loop, () -> connection.dialEnded(done.cause(), dialled)));
    return dialled;
  }

  private static void onLoop(EventLoop loop, Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
    } else {
      loop.execute(action);
    }
  }

  private void dialEnded(@Nullable Throwable failure, CompletableFuture<RedisConnection> dialled) {
    if (failure != null) {
      dialled.completeExceptionally(ConnectionLostException.dialling(failure));
    } else if (dialled.complete(this)) {
      channel.pipeline().addLast(new ReplyReader(this));
      channel.config().setAutoRead(true);
    } else {
      Sockets.close(channel);
    }
  }

  /**
   * Sends a packet.
   *
   * @param packet the packet
   * @param endpoints where both servers are
   * @return what its replies mean, or what the server said before it closed the connection; fails
   *     with a {@link ConnectionLostException} when the connection breaks without a word or the
   *     server speaks nonsense
   */
  public CompletableFuture<Heard> exchange(Packet packet, Endpoints endpoints) {
    return send(packet.commands())
        .thenApply(replies -> packet.read(replies, endpoints))
        .exceptionallyCompose(failure -> {
          ConnectionLostException lost = ConnectionLostException.of(failure);
          return packet
              .lastWords(lost.received())
              .map(CompletableFuture::completedFuture)
              .orElseGet(() -> CompletableFuture.failedFuture(lost));
        });
  }

  private CompletableFuture<List<Reply>> send(List<List<String>> commands) {
    Awaited packet = new Awaited(commands.size(), new ArrayList<>(), new CompletableFuture<>());
    packets.add(packet);
    channel
        .writeAndFlush(RequestEncoding.encode(channel.alloc(), commands))
        .addListener(written -> {
          if (!written.isSuccess()) {
            broken(written.cause());
          }
        });
    return packet.done;
  }

  /**
   * {@return completes when the connection is closed, by whomever, and the replies that were
   * awaited have failed}
   */
  public CompletableFuture<Void> closed() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    channel
        .closeFuture()
        .addListener(done -> {
          broken(new EOFException("the connection was closed"));
          closed.complete(null);
        });
    return closed;
  }

  /** {@return the address that was dialled} */
  public InetSocketAddress address() {
    return address;
  }

  /** Closes it; replies that are awaited fail. */
  public void close() {
    Sockets.close(channel);
  }

  /** A reply came. */
  void reply(Reply reply) {
    Awaited packet = packets.peek();
    if (packet == null) {
      // A server that turns us away says so before we have asked; its close follows.
      return;
    }
    packet.replies.add(reply);
    if (packet.replies.size() == packet.commands) {
      packets.remove();
      packet.done.complete(List.copyOf(packet.replies));
    }
  }

  /** It cannot be used any more. */
  void broken(Throwable cause) {
    // Taken out first: the close is told at once, and would be the reason otherwise.
    List<Awaited> awaited = List.copyOf(packets);
    packets.clear();
    Sockets.close(channel);
    for (Awaited packet : awaited) {
      packet.done.completeExceptionally(ConnectionLostException.awaiting(packet.replies, cause));
    }
  }

  private static Bootstrap bootstrap(EventLoop loop, Sockets sockets, Duration limit) {
    return new Bootstrap()
        .group(loop)
        .channel(sockets.client())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.clamp(limit.toMillis(), 1, (int) TimeUnit.MINUTES.toMillis(1)))
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {}
            });
  }
}
