package io.redisfailover.simulation;

/**
 * The end of its history that a server can repeat to a replica. A server has none before it is
 * needed: it begins with the first replica, or when the server has itself become one; a process
 * that starts has none again.
 */
final class Backlog {
  private static final int NONE = -1;

  private int start = NONE;

  boolean exists() {
    return start != NONE;
  }

  /** From now on what comes after this offset is kept. */
  void begin(int offset) {
    start = offset + 1;
  }

  void free() {
    start = NONE;
  }

  /**
   * Whether everything after an offset is still there.
   *
   * @param offset what a replica has
   * @param end the end of the history
   * @param size how many entries are kept
   */
  boolean reachesBackTo(int offset, int end, int size) {
    return exists() && offset + 1 >= Math.max(start, end - size + 1);
  }
}
