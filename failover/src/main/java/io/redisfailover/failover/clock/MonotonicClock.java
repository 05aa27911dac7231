package io.redisfailover.failover.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The one clock of a process: wall time at its creation, moved on by the system's monotonic
 * counter. It never jumps and never runs backwards, so that a change of the machine's time moves no
 * deadline. Thread-safe.
 */
public final class MonotonicClock implements InstantSource {
  private final LongSupplier nanos;
  private final Instant origin;
  private final long originNanos;

  /** Starts at the wall time of now. */
  public MonotonicClock() {
    this(InstantSource.system(), System::nanoTime);
  }

  /**
   * Starts at the time of another clock.
   *
   * @param wall asked once
   * @param nanos a counter of nanoseconds from any origin, which only grows
   */
  MonotonicClock(InstantSource wall, LongSupplier nanos) {
    this.nanos = nanos;
    this.origin = wall.instant();
    this.originNanos = nanos.getAsLong();
  }

  /** {@return the time; never less than one that was returned before} */
  @Override
  public Instant instant() {
    return origin.plusNanos(nanos.getAsLong() - originNanos);
  }
}
