package io.redisfailover.controller;

import java.time.Instant;

/**
 * The one clock of a process: wall time at the start, moved on by the monotonic timer, so that a
 * change of the machine's time moves no deadline. Thread-safe.
 */
public final class MonotonicClock {
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  /** {@return the time; never less than one that was returned before} */
  public Instant now() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }
}
