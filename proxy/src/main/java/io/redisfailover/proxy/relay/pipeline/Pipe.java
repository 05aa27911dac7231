package io.redisfailover.proxy.relay.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a session. It reads its source only while bytes may move and the sink is
 * writable, which is the only back-pressure. Used on one event loop.
 *
 * <p>A chunk or an end may arrive while reading is off, because epoll always reports a peer's
 * close. Such a chunk waits here.
 */
final class Pipe {
  private final Channel source;
  private final Runnable finished;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private @Nullable SocketChannel sink;
  private boolean moving;
  private boolean ended;
  private boolean done;
  private long bytes;
  private long lastNanos;
  private long runBeganNanos;
  private long fullSinceNanos;
  private boolean runOver = true;

  /**
   * Creates a pipe without a sink, which does not move bytes yet.
   *
   * @param source the channel that bytes come from
   * @param finished called once, when the end of the source was passed on to the sink
   */
  Pipe(Channel source, Runnable finished) {
    this.source = source;
    this.finished = finished;
  }

  /** Sets the sink. */
  void connect(SocketChannel channel) {
    sink = channel;
  }

  /**
   * Takes a chunk of the source and owns it from here on.
   *
   * @param nowNanos the present moment, as of {@link System#nanoTime}
   */
  void read(ByteBuf chunk, long nowNanos) {
    lastNanos = nowNanos;
    if (runOver) {
      runOver = false;
      runBeganNanos = lastNanos;
    }
    if (isEmpty()) {
      fullSinceNanos = lastNanos;
    }
    bytes += chunk.readableBytes();
    if (moving && sink != null) {
      send(sink, chunk);
    } else {
      waiting.add(chunk);
    }
  }

  /** Bytes came the other way: the next chunk begins another run. {@return whether it ended one} */
  boolean endRun() {
    boolean ended = !runOver;
    runOver = true;
    return ended;
  }

  /** The source ended. */
  void end() {
    ended = true;
    passEndOn();
  }

  /** Starts or stops moving bytes. */
  void move(boolean move) {
    moving = move;
    if (moving && sink != null) {
      for (ByteBuf chunk = waiting.poll(); chunk != null; chunk = waiting.poll()) {
        send(sink, chunk);
      }
      passEndOn();
    }
    pace();
  }

  /** Reads the source if bytes may move and the sink is writable. */
  void pace() {
    source.config().setAutoRead(moving && sink != null && sink.isWritable());
  }

  /** {@return whether everything read was written to the sink's socket} */
  boolean isEmpty() {
    return waiting.isEmpty() && (sink == null || isWritten(sink));
  }

  /** {@return whether everything passed to a channel was written to its socket} */
  static boolean isWritten(Channel channel) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent == null || unsent.totalPendingWriteBytes() == 0;
  }

  /** {@return number of bytes read so far} */
  long bytes() {
    return bytes;
  }

  /** {@return {@link System#nanoTime} of the last chunk; meaningless while {@link #bytes} is 0} */
  long lastNanos() {
    return lastNanos;
  }

  /**
   * {@return {@link System#nanoTime} of the first chunk after which no bytes came the other way;
   * meaningless while {@link #bytes} is 0}
   */
  long runBeganNanos() {
    return runBeganNanos;
  }

  /**
   * {@return {@link System#nanoTime} of the chunk since which there were always bytes that were not
   * written to the sink's socket; meaningless while it {@link #isEmpty}}
   */
  long fullSinceNanos() {
    return fullSinceNanos;
  }

  /** {@return whether the source has ended} */
  boolean ended() {
    return ended;
  }

  /** {@return whether the end was passed on to the sink} */
  boolean done() {
    return done;
  }

  /** Releases the chunks that wait. */
  void release() {
    moving = false;
    waiting.forEach(ByteBuf::release);
    waiting.clear();
  }

  private static void send(SocketChannel channel, ByteBuf chunk) {
    var unused = channel.writeAndFlush(chunk, channel.voidPromise());
  }

  private void passEndOn() {
    if (!ended || done || !moving || sink == null) {
      return;
    }
    done = true;
    SocketChannel to = sink;
    // Shutting down output discards what is not written yet, so it follows an empty write.
    to.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> {
          if (to.isActive()) {
            var unused = to.shutdownOutput();
          }
          finished.run();
        });
  }
}
