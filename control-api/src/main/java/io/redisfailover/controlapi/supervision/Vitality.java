package io.redisfailover.controlapi.supervision;

/**
 * Whether a part makes progress, as a supervisor has seen it so far. Immutable; pure. Time counts
 * in looks of the supervisor, so a process that stood still as a whole has missed none.
 *
 * @param beats number of beats at the newest look
 * @param missed looks since the last beat, 0 or more
 */
record Vitality(long beats, int missed) {
  /** A part that was just added. */
  static final Vitality FRESH = new Vitality(0, 0);

  /** A part that was restarted this often without a beat counts as dead. */
  private static final int RESTARTS = 2;

  /**
   * {@return what is known after one more look}
   *
   * @param present number of beats so far
   */
  Vitality looked(long present) {
    return present == beats ? new Vitality(beats, missed + 1) : new Vitality(present, 0);
  }

  /**
   * {@return whether it is to be restarted now} It is due each time that the patience is over.
   *
   * @param patience looks that it may miss, at least 1
   */
  boolean isOverdue(int patience) {
    return missed > 0 && missed % patience == 0;
  }

  /**
   * {@return whether it is dead: overdue, and restarts did not help}
   *
   * @param patience looks that it may miss, at least 1
   * @param restartable whether it can be restarted
   */
  boolean isDead(int patience, boolean restartable) {
    return missed >= (restartable ? (RESTARTS + 1L) * patience : patience);
  }

  /**
   * {@return whether this is the look at which it became dead}
   *
   * @param patience looks that it may miss, at least 1
   * @param restartable whether it can be restarted
   */
  boolean dies(int patience, boolean restartable) {
    return isDead(patience, restartable)
        && !new Vitality(beats, missed - 1).isDead(patience, restartable);
  }
}
