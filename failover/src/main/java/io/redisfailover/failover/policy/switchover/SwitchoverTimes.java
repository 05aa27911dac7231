package io.redisfailover.failover.policy.switchover;

import java.time.Duration;

/** How long the parts of a switchover may take, for who carries one out. */
public final class SwitchoverTimes {
  /**
   * From the end of the preparations, which no client feels, to the begin. What they have left for
   * other threads to do, for instance for the compilers of the JVM, is done by then, and clients do
   * not wait for it: the median wait in the second of two switchovers fell from 75 to 57 ms ({@code
   * bench/failover}, two processors).
   */
  public static final Duration REST = Duration.ofMillis(150);

  /**
   * Time in which every proxy must have acknowledged that it forwards nothing: the {@link
   * #QUIESCE_LIMIT} and the way there and back, on busy machines too.
   */
  public static final Duration PREPARE_LIMIT = Duration.ofMillis(400);

  /** Time in which the sessions of a prepared proxy come to rest: their clients wait meanwhile. */
  public static final Duration QUIESCE_LIMIT = Duration.ofMillis(150);

  /** When a proxy refuses at the latest, also when its route was still being opened. */
  public static final Duration ANSWER_LIMIT = Duration.ofMillis(200);

  /** Between two probes a standby that catches up. */
  public static final Duration BETWEEN_PROBES = Duration.ofMillis(1);

  private SwitchoverTimes() {}
}
