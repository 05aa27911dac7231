package io.redisfailover.failover.policy;

import java.time.Duration;

/**
 * What a user can set about failing over.
 *
 * @param maxLagBytes a standby that is known to be further behind than this is not promoted without
 *     an answer; not negative
 * @param detectionTimeout silence of the active server that counts as its death; between 500 ms and
 *     10 minutes. A refused or closed connection counts at once
 */
public record FailoverSettings(long maxLagBytes, Duration detectionTimeout) {
  /** 16 MiB and 1.5 s. */
  public static final FailoverSettings DEFAULT =
      new FailoverSettings(16L << 20, Duration.ofMillis(1500));

  /** Checks the ranges. */
  public FailoverSettings {
    if (maxLagBytes < 0) {
      throw new IllegalArgumentException("maxLagBytes is " + maxLagBytes + ", use 0 or more");
    }
    if (detectionTimeout.compareTo(Duration.ofMillis(500)) < 0
        || detectionTimeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(
          "detectionTimeout is " + detectionTimeout + ", use 500 ms to 10 min");
    }
  }
}
