package io.redisfailover.proxy.stats.page;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for people. */
final class Figures {
  /** Separates groups of three digits: narrow, and never at the end of a line. */
  private static final char GROUP = '\u202f';

  private static final int BINARY_STEP = 1024;

  private Figures() {}

  /** {@return a count, its digits in groups of three} */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', GROUP);
  }

  /** {@return a number of bytes, rounded to a unit of at most four digits} */
  static String bytes(long bytes) {
    if (bytes < 10_000) {
      return count(bytes) + " B";
    }
    double size = bytes;
    String units = "KMGTPE";
    int unit = -1;
    while (size >= BINARY_STEP) {
      size /= BINARY_STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", size, units.charAt(unit));
  }

  /**
   * {@return a span in two units at most, as HAProxy's page writes it: {@code 4s}, {@code 2h5m}}
   */
  static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return pair(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return pair(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }
    return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  /** {@return a short time with a fitting unit: {@code 850 µs}, {@code 12 ms}, {@code 1.50 s}} */
  static String time(Duration time) {
    long micros = time.toNanos() / 1000;
    if (micros < 1000) {
      return micros + " µs";
    }
    if (micros < 1_000_000) {
      return micros / 1000 + " ms";
    }
    return String.format(Locale.ROOT, "%.2f s", micros / 1_000_000.0);
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : small + smallUnit);
  }
}
