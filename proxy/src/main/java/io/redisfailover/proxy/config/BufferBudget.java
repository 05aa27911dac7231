package io.redisfailover.proxy.config;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of a session may wait for a slow reader. What all sessions together may keep is
 * bounded: each gets a share of what is left, and a small amount in any case. Safe for threads.
 */
public final class BufferBudget {
  /** Bytes that wait in one direction at most, before the sender is no longer read. */
  public static final int MOST = 128 << 10;

  /** Bytes that may wait in one direction in any case, however many sessions there are. */
  public static final int LEAST = 4 << 10;

  /** Bytes that a session keeps in any case. */
  public static final int LEAST_OF_A_SESSION = 2 * LEAST;

  /** A session gets this part of what is left, so that no few of them use it up. */
  private static final int PART = 256;

  private final AtomicLong left;

  /**
   * Creates one that has granted nothing.
   *
   * @param bytes bytes of all sessions together, beside what each has in any case; at least 0
   */
  public BufferBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /**
   * Grants a new session its share.
   *
   * @return bytes that may wait in each direction, from {@link #LEAST} to {@link #MOST}; to be
   *     given back when the session ends
   */
  public int take() {
    while (true) {
      long before = left.get();
      int share = Math.clamp(before / PART / 2, LEAST, MOST);
      if (left.compareAndSet(before, before - charge(share))) {
        return share;
      }
    }
  }

  /** Takes back what a session was granted. */
  public void giveBack(int share) {
    left.addAndGet(charge(share));
  }

  private static long charge(int share) {
    return 2L * (share - LEAST);
  }
}
