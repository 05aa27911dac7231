package io.redisfailover.proxy.relay.pipeline;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.TcpLiveness;
import io.redisfailover.proxy.relay.DialTarget;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Dials one target for one session until it succeeds, the time is over, or it is cancelled because
 * the route changed. Used on one event loop.
 */
final class Dialer {
  /** A failed dial is repeated after 2 ms, then after twice as long each time, up to this. */
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final EventLoop loop;
  private final RelayContext shared;
  private final ChannelHandler handler;
  private final Outcome outcome;
  private @Nullable Channel pending;
  private @Nullable Future<?> retry;
  private @Nullable DialTarget failed;
  private long deadlineNanos;
  private long pauseMillis;
  private int failures;

  /** Takes the outcome. Called on the event loop, never from inside {@link #dial}. */
  interface Outcome {
    /** A dial succeeded. */
    void connected(SocketChannel channel, DialTarget target);

    /** The time is over. */
    void gaveUp();

    /** Runs one step of the dial; a defect in it ends the session. */
    void guard(Runnable step);
  }

  /**
   * Creates an idle dialer.
   *
   * @param handler the handler of each dialled channel
   */
  Dialer(EventLoop loop, RelayContext shared, ChannelHandler handler, Outcome outcome) {
    this.loop = loop;
    this.shared = shared;
    this.handler = handler;
    this.outcome = outcome;
  }

  /** Starts to dial; an earlier dial must have been cancelled. */
  void dial(DialTarget target) {
    Duration limit = shared.limits().connectTimeout();
    deadlineNanos = System.nanoTime() + limit.toNanos();
    pauseMillis = 1;
    attempt(target);
  }

  /** Cancels the dial; it has no outcome. */
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

  /** {@return number of failed dials} */
  int failures() {
    return failures;
  }

  private void attempt(DialTarget target) {
    retry = null;
    if (failed != null) {
      shared.observer().dialRepeated(target, failed.server() != target.server());
      failed = null;
    }
    shared.observer().dialling(target);
    pending =
        Sockets.dial(
            bootstrap(),
            target.address(),
            loop,
            dial -> outcome.guard(() -> finished(dial, target)));
  }

  private void finished(ChannelFuture dial, DialTarget target) {
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
            ? loop.schedule(
                () -> outcome.guard(() -> attempt(target)), pauseMillis, TimeUnit.MILLISECONDS)
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
    Bootstrap tuned =
        PipelineRelay.tune(new Bootstrap().group(loop).channel(shared.sockets().client()));
    return TcpLiveness.dialling(tuned, shared.sockets(), shared.limits().liveness())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
        .handler(handler);
  }
}
