package io.redisfailover.proxy.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.proxy.net.Sockets;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the proxy's own to a server: it sends a packet of commands and reads its
 * replies. It is used on the caller's event loop, and stages complete there.
 *
 * <p>It breaks once, for one cause. The awaited answer fails with that cause first, then {@link
 * #lost} completes, and only then the channel is closed: otherwise the proxy's own close would look
 * like the server's. An unexpected reply breaks the connection too, so that it never counts for a
 * later packet.
 */
public final class NettyRedisConnection {
  private final Channel channel;
  private final InetSocketAddress address;
  private final ReplyReader reader = new ReplyReader(this);
  private final List<Reply> came = new ArrayList<>();
  private final CompletableFuture<ConnectionLostException> lost = new CompletableFuture<>();
  private @Nullable Question awaited;
  private @Nullable ConnectionLostException loss;

  private NettyRedisConnection(Channel channel, InetSocketAddress address) {
    this.channel = channel;
    this.address = address;
  }

  /**
   * A packet that was sent and is not answered yet.
   *
   * @param commands number of replies that it gets
   * @param read interprets all of them
   * @param partial interprets fewer of them, and how the connection failed then
   * @param answer completes with the meaning
   */
  private record Question(
      int commands,
      Function<List<Reply>, Heard> read,
      BiFunction<ConnectionFailure, List<Reply>, Optional<Heard>> partial,
      CompletableFuture<Heard> answer) {}

  /**
   * Dials a server.
   *
   * @param loop the event loop that the connection lives on; must be the caller's
   * @param sockets the transport
   * @param address the server
   * @param limit longest time to connect
   * @return the connection; fails with a {@link ConnectionLostException} when it cannot be made
   */
  public static CompletableFuture<NettyRedisConnection> dial(
      EventLoop loop, Sockets sockets, InetSocketAddress address, Duration limit) {
    CompletableFuture<NettyRedisConnection> dialled = new CompletableFuture<>();
    Channel unused =
        Sockets.dial(
            bootstrap(loop, sockets, limit),
            address,
            loop,
            dial -> new NettyRedisConnection(dial.channel(), address).dialEnded(dial, dialled));
    return dialled;
  }

  private void dialEnded(ChannelFuture dial, CompletableFuture<NettyRedisConnection> dialled) {
    if (!dial.isSuccess()) {
      dialled.completeExceptionally(ConnectionLostException.dialling(dial.cause()));
    } else if (dialled.complete(this)) {
      channel.pipeline().addLast(reader);
      channel
          .closeFuture()
          .addListener(closed -> broken(new EOFException("the connection was closed")));
      channel.config().setAutoRead(true);
    } else {
      Sockets.close(channel);
    }
  }

  /**
   * Sends a packet; no other packet may be unanswered.
   *
   * @param packet the packet
   * @param endpoints the endpoints of both servers
   * @return the meaning of its replies, or of those that came before the server closed the
   *     connection or said more than is read; fails with a {@link ConnectionLostException} when the
   *     connection breaks without a reply or a reply is malformed
   * @throws IllegalStateException when another packet is unanswered
   */
  public CompletableFuture<Heard> exchange(Packet packet, Endpoints endpoints) {
    return ask(
        packet.commands(),
        packet.limitBytes(),
        replies -> packet.read(replies, endpoints),
        (failure, replies) -> packet.before(failure, replies, endpoints));
  }

  /** Sends commands; the meaning of their replies is passed apart from them. */
  CompletableFuture<Heard> ask(
      List<List<String>> commands,
      int limitBytes,
      Function<List<Reply>, Heard> read,
      BiFunction<ConnectionFailure, List<Reply>, Optional<Heard>> partial) {
    if (awaited != null) {
      throw new IllegalStateException("another packet is not answered yet");
    }
    if (loss != null) {
      return CompletableFuture.failedFuture(loss);
    }
    Question question = new Question(commands.size(), read, partial, new CompletableFuture<>());
    awaited = question;
    reader.expect(commands.size(), limitBytes);
    // When this fails, reading ends the connection, after the last replies were read.
    var unused = channel.writeAndFlush(RequestEncoding.encode(channel.alloc(), commands));
    return question.answer;
  }

  /**
   * {@return completes with the cause when either side has broken or closed the connection, after
   * the awaited answer}
   */
  public CompletableFuture<ConnectionLostException> lost() {
    return lost;
  }

  /** {@return the address that was dialled} */
  public InetSocketAddress address() {
    return address;
  }

  /** Closes the connection; an awaited answer fails. */
  public void close() {
    Sockets.close(channel);
  }

  /** Resets the connection: the kernel does not go on sending what the server has not taken. */
  public void abort() {
    Sockets.abort(channel);
  }

  /** A reply arrived. It counts from {@link #pause} on, when it is known whether more arrived. */
  void reply(Reply reply) {
    came.add(reply);
  }

  /** Everything that has arrived so far was read, and nothing of it was unexpected. */
  void pause() {
    if (awaited != null && awaited.commands == came.size()) {
      answered(awaited);
    }
  }

  private void answered(Question question) {
    List<Reply> replies = List.copyOf(came);
    try {
      Heard heard = question.read.apply(replies);
      came.clear();
      awaited = null;
      question.answer.complete(heard);
    } catch (RuntimeException | Error fault) {
      broken(ConnectionLostException.fault(fault));
    }
  }

  /** The connection is unusable. */
  void broken(Throwable cause) {
    broken(ConnectionLostException.awaiting(cause));
  }

  private void broken(ConnectionLostException cause) {
    if (loss != null) {
      return;
    }
    loss = cause;
    if (awaited != null) {
      tell(awaited, cause);
      awaited = null;
    }
    lost.complete(cause);
    Sockets.close(channel);
  }

  private void tell(Question question, ConnectionLostException cause) {
    try {
      Optional<Heard> words = question.partial.apply(cause.failure(), List.copyOf(came));
      words.ifPresentOrElse(
          question.answer::complete, () -> question.answer.completeExceptionally(cause));
    } catch (RuntimeException | Error fault) {
      question.answer.completeExceptionally(ConnectionLostException.fault(fault));
    }
  }

  private static Bootstrap bootstrap(EventLoop loop, Sockets sockets, Duration limit) {
    return new Bootstrap()
        .group(loop)
        .channel(sockets.client())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.AUTO_READ, false)
        // A failed write would close the channel before the server's last replies are read.
        .option(ChannelOption.AUTO_CLOSE, false)
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
