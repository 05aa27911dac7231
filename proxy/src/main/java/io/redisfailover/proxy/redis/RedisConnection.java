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
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.proxy.net.Sockets;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the proxy's own to a server: a packet of commands out, its replies back.
 * Everything happens on one event loop, the caller's; stages complete there.
 *
 * <p>It breaks once, for one cause. Whoever waits for an answer is told that cause first, then
 * {@link #lost}, and only then it is closed: else a close of our own would be taken for the
 * server's. What a server sends without having been asked breaks it as well, so that no reply ever
 * counts for a later question.
 */
public final class RedisConnection {
  private final Channel channel;
  private final InetSocketAddress address;
  private final ReplyReader reader = new ReplyReader(this);
  private final List<Reply> came = new ArrayList<>();
  private final CompletableFuture<ConnectionLostException> lost = new CompletableFuture<>();
  private @Nullable Question awaited;
  private @Nullable ConnectionLostException loss;

  private RedisConnection(Channel channel, InetSocketAddress address) {
    this.channel = channel;
    this.address = address;
  }

  /**
   * What was sent, and is not answered yet.
   *
   * @param commands how many replies it gets
   * @param read what all of them mean
   * @param lastWords what fewer of them mean, of a server that closed the connection then
   * @param answer completes with that
   */
  private record Question(
      int commands,
      Function<List<Reply>, Heard> read,
      Function<List<Reply>, Optional<Heard>> lastWords,
      CompletableFuture<Heard> answer) {}

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
      channel.pipeline().addLast(reader);
      channel.closeFuture().addListener(closed -> broken(new EOFException("it was closed")));
      channel.config().setAutoRead(true);
    } else {
      Sockets.close(channel);
    }
  }

  /**
   * Sends a packet, when there is no other one whose answer is awaited.
   *
   * @param packet the packet
   * @param endpoints where both servers are
   * @return what its replies mean, or what the server said before it closed the connection; fails
   *     with a {@link ConnectionLostException} when the connection breaks without a word or the
   *     server speaks nonsense
   */
  public CompletableFuture<Heard> exchange(Packet packet, Endpoints endpoints) {
    return ask(packet.commands(), replies -> packet.read(replies, endpoints), packet::lastWords);
  }

  /** The same, with what the replies mean apart from the commands. */
  CompletableFuture<Heard> ask(
      List<List<String>> commands,
      Function<List<Reply>, Heard> read,
      Function<List<Reply>, Optional<Heard>> lastWords) {
    if (awaited != null) {
      throw new IllegalStateException("an answer is awaited already");
    }
    if (loss != null) {
      return CompletableFuture.failedFuture(loss);
    }
    Question question = new Question(commands.size(), read, lastWords, new CompletableFuture<>());
    awaited = question;
    reader.expect(commands.size());
    // Where this fails the connection is over, and reading says so, behind the last words.
    var unused = channel.writeAndFlush(RequestEncoding.encode(channel.alloc(), commands));
    return question.answer;
  }

  /**
   * {@return completes when the connection is broken or closed, by whomever, with the cause, after
   * the answer that was awaited}
   */
  public CompletableFuture<ConnectionLostException> lost() {
    return lost;
  }

  /** {@return the address that was dialled} */
  public InetSocketAddress address() {
    return address;
  }

  /** Closes it; an answer that is awaited fails. */
  public void close() {
    Sockets.close(channel);
  }

  /** A reply came. It counts from {@link #pause} on, when it is known whether more came. */
  void reply(Reply reply) {
    came.add(reply);
  }

  /** All is read that has come so far, and nothing of it was unasked for. */
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
    } catch (RuntimeException fault) {
      broken(ConnectionLostException.fault(fault));
    }
  }

  /** It cannot be used any more. */
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
      Optional<Heard> words =
          cause.failure() == ConnectionFailure.CLOSED
              ? question.lastWords.apply(List.copyOf(came))
              : Optional.empty();
      words.ifPresentOrElse(
          question.answer::complete, () -> question.answer.completeExceptionally(cause));
    } catch (RuntimeException fault) {
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
        // A failed write would close it before the server's last words are read.
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
