package io.redisfailover.proxy.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.resolver.NoopAddressResolverGroup;
import io.redisfailover.proxy.net.Sockets;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a check. It collects what comes, when asked to. Used on one event loop; once it
 * is closed it reports nothing any more.
 */
final class CheckConnection extends ChannelInboundHandlerAdapter {

  /** Takes what happens to the connection, each on its event loop. */
  interface Events {
    /** It is open. */
    void connected();

    /** It could not be opened. */
    void unreachable(Throwable cause);

    /** What was to be sent is on its way. */
    void sent();

    /** It broke while something was to be sent, or before a byte was received. */
    void broken(Throwable cause);

    /** Bytes were received, or their end was. */
    void received();
  }

  private final ReceivedBytes bytes = new ReceivedBytes();
  private final Queue<ByteBuf> rest = new ArrayDeque<>();
  private final Events events;
  private @Nullable Channel channel;
  private @Nullable Throwable failure;
  private boolean ended;
  private boolean closed;

  private CheckConnection(Events events) {
    this.events = events;
  }

  /**
   * Dials.
   *
   * @param transport a bootstrap with a channel type
   * @param loop the event loop of the check
   * @param address where to
   * @param linger whether it ends with FIN. Otherwise it ends with a reset, as HAProxy's checks do,
   *     so that none stays behind in TIME_WAIT
   * @param events takes what happens
   */
  static CheckConnection dial(
      Bootstrap transport,
      EventLoop loop,
      InetSocketAddress address,
      boolean linger,
      Events events) {
    CheckConnection connection = new CheckConnection(events);
    Bootstrap bootstrap =
        transport
            .clone(loop)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.AUTO_CLOSE, false)
            // What is there is judged together, as HAProxy does: all that the buffer of a check can
            // hold.
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(CheckScript.BUFFER_BYTES))
            // A server that says no more may still listen.
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(connection)
            // Names are resolved elsewhere: here it would block the loop.
            .resolver(NoopAddressResolverGroup.INSTANCE);
    if (!linger) {
      bootstrap.option(ChannelOption.SO_LINGER, 0);
    }
    connection.channel = Sockets.dial(bootstrap, address, loop, connection::dialled);
    return connection;
  }

  private void dialled(ChannelFuture dial) {
    if (closed) {
      Sockets.close(dial.channel());
    } else if (dial.isSuccess()) {
      events.connected();
    } else {
      events.unreachable(dial.cause());
    }
  }

  /** {@return what came since the last send} */
  ReceivedBytes bytes() {
    return bytes;
  }

  /** {@return whether nothing more will come} */
  boolean hasEnded() {
    return ended && rest.isEmpty();
  }

  /** {@return why it broke; absent while it did not} */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Takes in what was read earlier and did not fit then. */
  void fill() {
    while (!rest.isEmpty() && !bytes.isFull()) {
      ByteBuf more = rest.element();
      bytes.append(more);
      if (!more.isReadable()) {
        rest.remove().release();
      }
    }
  }

  /** Sends, and forgets what came before. */
  void send(Bytes content) {
    bytes.clear();
    requireChannel()
        .writeAndFlush(Unpooled.wrappedBuffer(content.toArray()))
        .addListener((ChannelFutureListener) this::written);
  }

  private void written(ChannelFuture write) {
    if (closed) {
      return;
    }
    if (write.isSuccess()) {
      events.sent();
    } else {
      events.broken(write.cause());
    }
  }

  /** Asks for more bytes. */
  void read() {
    requireChannel().read();
  }

  /** Ends the connection. */
  void close() {
    closed = true;
    rest.forEach(ByteBuf::release);
    rest.clear();
    if (channel != null) {
      Sockets.close(channel);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf more = (ByteBuf) message;
    if (closed) {
      more.release();
    } else {
      rest.add(more);
      fill();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!closed) {
      events.received();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && failure == null) {
      end();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
  }

  private void end() {
    if (closed || ended) {
      return;
    }
    ended = true;
    if (failure != null && bytes.isEmpty() && rest.isEmpty()) {
      events.broken(failure);
    } else {
      events.received();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failure = cause;
    Sockets.close(context.channel());
  }

  private Channel requireChannel() {
    if (channel == null) {
      throw new IllegalStateException("a step before the connect");
    }
    return channel;
  }
}
