package io.redisfailover.proxy.log;

import io.redisfailover.failover.model.Printable;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs what strangers were refused. They can ask as often as they like, so only {@link #MOST} lines
 * are written in a minute, and the next one says how many were left out. Safe for threads.
 */
public final class RefusalLog {
  /** Most lines in a minute. */
  public static final int MOST = 60;

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final LongSupplier nanos;
  private long windowStart;
  private int written;
  private long leftOut;

  /**
   * A log in which nothing was written yet.
   *
   * @param log where the lines go
   */
  public RefusalLog(Logger log) {
    this(log, System::nanoTime);
  }

  /** The same, with another clock. */
  RefusalLog(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.windowStart = nanos.getAsLong();
  }

  /**
   * Writes that something was refused.
   *
   * @param from who asked: an address and a port
   * @param why what was asked and why it was refused, in one sentence without a secret; made
   *     printable here
   */
  public void refused(String from, String why) {
    long before = admitted();
    if (before < 0) {
      return;
    }
    log.warn(
        "Refused {}: {}{}",
        from,
        Printable.shortened(why),
        before == 0 ? "" : " (%d refusals before this one were not logged.)".formatted(before));
  }

  /** {@return how many lines were left out before this one; -1 when it is left out itself} */
  private synchronized long admitted() {
    long now = nanos.getAsLong();
    if (now - windowStart >= WINDOW_NANOS) {
      windowStart = now;
      written = 0;
    }
    if (written >= MOST) {
      leftOut++;
      return -1;
    }
    written++;
    long before = leftOut;
    leftOut = 0;
    return before;
  }
}
