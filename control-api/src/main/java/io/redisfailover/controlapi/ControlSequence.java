package io.redisfailover.controlapi;

import java.util.function.LongSupplier;

/**
 * Numbers what a controller tells its proxies, which take nothing older than they have. The numbers
 * come from the wall clock, so that a later controller is heard at once. One whose clock is behind
 * goes on beyond what the proxies have taken from the one before. Thread-safe.
 */
public final class ControlSequence {
  /** A number above this one leaves no room, and is none that a clock has given. */
  public static final long HIGHEST = Long.MAX_VALUE / 2;

  private final LongSupplier millis;
  private long last;

  /**
   * Begins.
   *
   * @param millis the wall clock, in milliseconds since 1970
   */
  public ControlSequence(LongSupplier millis) {
    this.millis = millis;
  }

  /** {@return a number above all that were given or heard of} */
  public synchronized long next() {
    last = Math.max(millis.getAsLong(), last + 1);
    return last;
  }

  /**
   * Takes in what a proxy has taken.
   *
   * @param report what it said; a number above {@link #HIGHEST} is passed over
   */
  public synchronized void heard(ProxyReport report) {
    heard(report.sequence());
    report.peers().map(KnownPeers::sequence).ifPresent(this::heard);
  }

  private void heard(long taken) {
    last = taken <= HIGHEST ? Math.max(last, taken) : last;
  }
}
