package io.redisfailover.proxy.relay.pipeline;

import io.netty.channel.EventLoop;
import io.redisfailover.failover.observer.Lull;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Notices when an event loop has stood still: a process may be stopped, throttled or collecting
 * garbage. The loop gives a sign of life ten times a second and before it passes anything on; the
 * time between two signs is what it may have stood still. Used on the loop; the results of the last
 * two methods by any thread.
 */
final class LoopWatch {
  /** Much less than a standstill that is noticed. */
  private static final Duration BEAT = Duration.ofMillis(100);

  private final InstantSource clock;
  private volatile long awakeNanos = System.nanoTime();
  private volatile Optional<Lull> newest = Optional.empty();

  LoopWatch(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins to give signs of life; to be called once, before the other methods. */
  void start(EventLoop loop, Runnable beat) {
    awakeNanos = System.nanoTime();
    var unused =
        loop.scheduleWithFixedDelay(beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A sign of life at {@code now}. {@return whether the loop has stood still before it} */
  boolean stoodStill(long now) {
    long before = awakeNanos;
    awakeNanos = now;
    if (now - before < Lull.NOTICED.toNanos()) {
      return false;
    }
    newest = Optional.of(since(before, now));
    return true;
  }

  /** {@return when the newest standstill ended; absent if there was none} */
  Optional<Instant> wokenAt() {
    return newest.map(Lull::to);
  }

  /** {@return the newest standstill, which may go on; absent if there was none} */
  Optional<Lull> lull() {
    Optional<Lull> ended = newest;
    // First the present moment: who pauses between the two must not take it for the loop's pause.
    long now = System.nanoTime();
    Lull present = since(awakeNanos, now);
    return present.isNoticed() ? Optional.of(present) : ended;
  }

  private Lull since(long beforeNanos, long nowNanos) {
    Instant now = clock.instant();
    return new Lull(now.minusNanos(Math.max(0, nowNanos - beforeNanos)), now);
  }
}
