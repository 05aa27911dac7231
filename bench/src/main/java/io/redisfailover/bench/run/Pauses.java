package io.redisfailover.bench.run;

import java.time.Duration;

/**
 * What one client felt: the longest time between two acknowledgements of its writes. Pure.
 *
 * @param calmMillis the longest gap in the last second before the fault: what the machine itself
 *     does
 * @param faultMillis the pause of the fault
 * @param returnMillis the pause of the failback
 * @param waiting whether it was still waiting at the end
 */
record Pauses(int calmMillis, int faultMillis, int returnMillis, boolean waiting) {
  /**
   * A gap over the moment of the failback belongs to the fault when the client had been waiting for
   * so long: far above what the load itself makes a client wait, far below every outage.
   */
  private static final long STALLED_NANOS = Duration.ofMillis(250).toNanos();

  /** A client without an acknowledgement for so long at the end is waiting. */
  private static final long WAITING_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long CALM_NANOS = Duration.ofSeconds(1).toNanos();

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Finds the gaps.
   *
   * @param acks when its writes were acknowledged, ascending; as every time here on one clock
   * @param fault when the fault came
   * @param back when the failback began
   * @param end when the run ended; what has not come by then ends there
   */
  static Pauses of(long[] acks, long fault, long back, long end) {
    long inCalm = 0;
    long inFault = 0;
    long inReturn = 0;
    for (int i = 0; i < acks.length; i++) {
      long from = acks[i];
      long to = i + 1 < acks.length ? acks[i + 1] : Math.max(end, from);
      boolean ofReturn = from >= back || (to > back && back - from < STALLED_NANOS);
      if (ofReturn) {
        inReturn = Math.max(inReturn, to - from);
      } else if (to > fault) {
        inFault = Math.max(inFault, to - from);
      } else if (to > fault - CALM_NANOS) {
        inCalm = Math.max(inCalm, to - from);
      }
    }
    boolean waiting = acks.length == 0 || end - acks[acks.length - 1] > WAITING_NANOS;
    return new Pauses(millis(inCalm), millis(inFault), millis(inReturn), waiting);
  }

  private static int millis(long nanos) {
    return Math.toIntExact(Math.round(nanos / NANOS_PER_MILLI));
  }
}
