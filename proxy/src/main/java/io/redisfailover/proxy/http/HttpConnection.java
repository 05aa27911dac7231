package io.redisfailover.proxy.http;

import io.netty.channel.Channel;
import io.redisfailover.proxy.net.Sockets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection: the stage that it is in, and how it ends. A stage that takes too long
 * ends it. Used on its event loop; {@link #end} and {@link #giveWay} by any thread.
 */
final class HttpConnection {
  private final Channel channel;
  private @Nullable Future<?> late;
  private volatile boolean replying;
  private volatile boolean replied;

  /** What a connection is doing. */
  enum Stage {
    /** A request is to come, or is arriving. */
    READING,
    /** The service is asked. */
    ANSWERING,
    /** A reply is on its way, and the client may never take it. */
    REPLYING
  }

  /** A connection in no stage. */
  HttpConnection(Channel channel) {
    this.channel = channel;
    channel.closeFuture().addListener(closed -> cancel());
  }

  /**
   * A stage begins, and the one before is over.
   *
   * @param limit how long it may take
   */
  void begin(Stage stage, Duration limit) {
    replying = stage == Stage.REPLYING;
    if (replying) {
      replied = true;
    }
    cancel();
    late = channel.eventLoop().schedule(this::end, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends it. A reply that was not taken is dropped, so that the kernel keeps nothing of it. */
  void end() {
    if (replying) {
      Sockets.abort(channel);
    } else {
      Sockets.close(channel);
    }
  }

  /**
   * Ends it in favour of another one. These can follow one another so fast that even what the
   * kernel keeps of short replies adds up.
   */
  void giveWay() {
    if (replied) {
      Sockets.abort(channel);
    } else {
      Sockets.close(channel);
    }
  }

  private void cancel() {
    if (late != null) {
      late.cancel(false);
    }
  }
}
