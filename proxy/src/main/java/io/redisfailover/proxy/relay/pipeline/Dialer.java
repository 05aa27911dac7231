package io.redisfailover.proxy.relay.pipeline;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.Target;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Dials one target for one session, again and again, until it succeeds, the time is over, or it is
 * cancelled because the route changed. Used on one event loop.
 */
final class Dialer {
  /** A refused dial is repeated after 2 ms, then after twice as long each time, at most this. */
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final EventLoop loop;
  private final Shared shared;
  private final ChannelHandler handler;
  private final Outcome outcome;
  private @Nullable Channel pending;
  private @Nullable Future<?> retry;
  private @Nullable Target failed;
  private long deadlineNanos;
  private long pauseMillis;
  private int failures;

  /** Who hears how it went. Called on the event loop, never from inside {@link #dial}. */
  interface Outcome {
    /** It succeeded. */
    void connected(SocketChannel channel, Target target);

    /** The time is over. */
    void gaveUp();
  }

  /**
   * A dialer that does nothing yet.
   *
   * @param handler what goes into the pipeline of each dialled channel
   */
  Dialer(EventLoop loop, Shared shared, ChannelHandler handler, Outcome outcome) {
    this.loop = loop;
    this.shared = shared;
    this.handler = handler;
    this.outcome = outcome;
  }

  /** Begins to dial; a dial under way must have been cancelled before. */
  void dial(Target target) {
    Duration limit = shared.limits().connectTimeout();
    deadlineNanos = System.nanoTime() + limit.toNanos();
    pauseMillis = 1;
    attempt(target);
  }

  /** Gives up what is under way; nothing more is heard of it. */
  void cancel() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
    if (pending != null) {
      Channel channel = pending;
      pending = null;
      Sockets.close(channel);
    }
  }

  /** {@return how many dials failed} */
  int failures() {
    return failures;
  }

  private void attempt(Target target) {
    retry = null;
    if (failed != null) {
      shared.observer().dialRepeated(target, failed.node() != target.node());
      failed = null;
    }
    shared.observer().dialling(target);
    ChannelFuture dial = bootstrap().connect(target.address());
    pending = dial.channel();
    dial.addListener(done -> finished(dial, target));
  }

  private void finished(ChannelFuture dial, Target target) {
    if (!dial.channel().equals(pending)) {
      Sockets.close(dial.channel());
      return;
    }
    pending = null;
    if (dial.isSuccess()) {
      outcome.connected((SocketChannel) dial.channel(), target);
      return;
    }
    failures++;
    failed = target;
    pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
    retry =
        remainingMillis() > pauseMillis
            ? loop.schedule(() -> attempt(target), pauseMillis, TimeUnit.MILLISECONDS)
            : null;
    shared.observer().dialFailed(target);
    if (retry == null) {
      outcome.gaveUp();
    }
  }

  private long remainingMillis() {
    return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
  }

  private Bootstrap bootstrap() {
    int millis = Math.clamp(remainingMillis(), 1, Integer.MAX_VALUE);
    return PipelineRelay.tune(new Bootstrap().group(loop).channel(shared.sockets().client()))
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
        .handler(handler);
  }
}
