package io.redisfailover.bench.hostile;

import io.redisfailover.bench.result.Bar;
import java.util.ArrayList;
import java.util.List;

/**
 * The waits of one writer, which are the times between two acknowledgements of its writes. A wait
 * belongs to a fault when it overlaps the time of the fault, and otherwise to the calm. Pure.
 *
 * @param calmMillis the longest one while nothing failed
 * @param calmAtMillis when that one began, since the beginning
 * @param faultMillis the longest one of each fault, in their order
 */
record WriterWaits(int calmMillis, int calmAtMillis, List<Integer> faultMillis) {
  private static final double NANOS_PER_MILLI = 1e6;

  WriterWaits {
    faultMillis = List.copyOf(faultMillis);
  }

  /**
   * When a fault came.
   *
   * @param bar what may come of it
   * @param fromNanos when it came, as every time here on one clock
   * @param untilNanos when its pauses must have begun
   */
  record Strike(Bar bar, long fromNanos, long untilNanos) {
    private boolean overlaps(long from, long to) {
      return to > fromNanos && from < untilNanos;
    }
  }

  /**
   * Finds the waits.
   *
   * @param acks when the writes were acknowledged, ascending
   * @param begin earlier ones do not count
   * @param end when the run ended; a wait that lasts until then ends there
   * @param strikes the faults, far enough from each other that no wait overlaps two
   */
  static WriterWaits of(long[] acks, long begin, long end, List<Strike> strikes) {
    long calm = 0;
    long calmAt = begin;
    long[] faults = new long[strikes.size()];
    for (int i = 0; i <= acks.length; i++) {
      long from = Math.max(begin, i == 0 ? begin : acks[i - 1]);
      long to = Math.min(end, i == acks.length ? end : acks[i]);
      int fault = overlapped(strikes, from, to);
      if (fault >= 0) {
        faults[fault] = Math.max(faults[fault], to - from);
      } else if (to - from > calm) {
        calm = to - from;
        calmAt = from;
      }
    }
    List<Integer> millis = new ArrayList<>();
    for (long fault : faults) {
      millis.add(millis(fault));
    }
    return new WriterWaits(millis(calm), millis(calmAt - begin), millis);
  }

  private static int overlapped(List<Strike> strikes, long from, long to) {
    for (int i = 0; i < strikes.size(); i++) {
      if (strikes.get(i).overlaps(from, to)) {
        return i;
      }
    }
    return -1;
  }

  private static int millis(long nanos) {
    return Math.toIntExact(Math.round(nanos / NANOS_PER_MILLI));
  }
}
