package io.redisfailover.bench.disturbance;

import java.io.IOException;

/** Gives a process only a part of a processor. Used by one thread. */
public interface CpuQuota {
  /**
   * Gives a process, and what it starts, a part of one processor from now on.
   *
   * @param pid a process that this program started
   * @param percent of one processor
   * @return what ends it, for once
   * @throws IOException when the process is gone, or cannot be throttled
   */
  Runnable throttle(long pid, int percent) throws IOException;

  /** {@return how it is done, in words} */
  String means();
}
