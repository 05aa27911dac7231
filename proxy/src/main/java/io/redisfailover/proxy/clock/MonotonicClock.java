package io.redisfailover.proxy.clock;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Wall-clock time at its creation, moved on by the system's monotonic counter: it never jumps and
 * never runs backwards. One for the whole process, safe for all threads.
 */
public final class MonotonicClock implements InstantSource {
  private final Instant origin;
  private final long originNanos;

  /** Starts at the wall-clock time of now. */
  public MonotonicClock() {
    this(InstantSource.system());
  }

  private MonotonicClock(InstantSource wall) {
    origin = wall.instant();
    originNanos = System.nanoTime();
  }

  @Override
  public Instant instant() {
    return origin.plusNanos(System.nanoTime() - originNanos);
  }
}
