package io.redisfailover.proxy.stats.model;

import java.util.concurrent.atomic.AtomicLong;

/** A number that goes up and down, and its maximum. Safe for threads. */
final class Gauge {
  private final AtomicLong current = new AtomicLong();
  private final AtomicLong max = new AtomicLong();

  void up() {
    long now = current.incrementAndGet();
    if (now > max.get()) {
      max.accumulateAndGet(now, Math::max);
    }
  }

  void down() {
    current.decrementAndGet();
  }

  /** The maximum begins anew with the present number. */
  void clearMax() {
    max.set(current.get());
  }

  long current() {
    return current.get();
  }

  long max() {
    return max.get();
  }
}
