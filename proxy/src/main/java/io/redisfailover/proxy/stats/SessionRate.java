package io.redisfailover.proxy.stats;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Events in the last second, over a sliding window: the present second's events plus the share of
 * the second before that the window still covers. Safe for any thread.
 */
final class SessionRate {
  private final LongSupplier nanoClock;
  private long second;
  private long previous;
  private long present;
  private long max;

  SessionRate(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.second = currentSecond();
  }

  synchronized void count() {
    roll();
    present++;
    max = Math.max(max, inWindow());
  }

  /** {@return events in the last second} */
  synchronized long perSecond() {
    roll();
    return inWindow();
  }

  /** {@return the highest rate so far} */
  synchronized long maxPerSecond() {
    return max;
  }

  private long inWindow() {
    long secondNanos = TimeUnit.SECONDS.toNanos(1);
    long left = secondNanos - Math.floorMod(nanoClock.getAsLong(), secondNanos);
    return present + previous * left / secondNanos;
  }

  private void roll() {
    long now = currentSecond();
    if (now != second) {
      previous = now == second + 1 ? present : 0;
      present = 0;
      second = now;
    }
  }

  private long currentSecond() {
    return Math.floorDiv(nanoClock.getAsLong(), TimeUnit.SECONDS.toNanos(1));
  }
}
