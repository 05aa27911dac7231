package io.redisfailover.proxy.stats.model;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts events in the last second with a sliding window: the events of the present second plus the
 * share of the previous second that the window still covers. Safe for threads.
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

  /** The maximum begins anew with the present rate. */
  synchronized void clearMax() {
    roll();
    max = inWindow();
  }

  /** {@return number of events in the last second} */
  synchronized long perSecond() {
    roll();
    return inWindow();
  }

  /** {@return the highest number of events in one second} */
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
