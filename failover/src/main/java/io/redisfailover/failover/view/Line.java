package io.redisfailover.failover.view;

/**
 * A stretch of history under one active server. Its number is the epoch: a higher one is newer.
 *
 * @param number the epoch, at least 1; odd for Master, even for Backup
 * @param node the active server of this line
 * @param replicationId the replication id under which the line was last seen, 40 hexadecimal digits
 */
public record Line(long number, Node node, String replicationId) {
  /** Checks that the number is positive and one that the node can own. */
  public Line {
    marker(number, node);
  }

  /** {@return the marker that belongs into the data of this line} */
  public Marker marker() {
    return marker(number, node);
  }

  /** {@return the number that a move to the other node takes; it beats an un-park that raced it} */
  public long numberAfterMove() {
    return number + 3;
  }

  /** {@return the number that an un-park in place takes} */
  public long numberInPlace() {
    return number + 2;
  }

  /** {@return whether this line is newer than the other} */
  public boolean newerThan(Line other) {
    return number > other.number;
  }

  /**
   * {@return the smallest number that {@code node} can own and that is beyond {@code highest}}
   *
   * @param highest the highest number that any marker, record or proxy names; 0 when there is none
   * @param node the node of the new line
   */
  public static long numberBeyond(long highest, Node node) {
    return node.owns(highest + 1) ? highest + 1 : highest + 2;
  }

  private static Marker marker(long number, Node node) {
    return new Marker(number, node);
  }

  @Override
  public String toString() {
    return "line " + number + " (" + node + ")";
  }
}
