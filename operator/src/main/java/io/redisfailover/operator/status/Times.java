package io.redisfailover.operator.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in the format of Kubernetes. Pure. */
final class Times {
  private Times() {}

  /** {@return a moment to the second, such as {@code 2026-01-31T12:00:00Z}} */
  static String text(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
