package io.redisfailover.failover.model;

/**
 * A stretch of history under one active server. Its number is the epoch: a higher one is newer.
 *
 * @param number the epoch, at least 1; odd for Master, even for Backup
 * @param server the active server of this epoch
 * @param replicationId the replication id under which the epoch was last seen, 40 hexadecimal
 *     digits
 */
public record Epoch(long number, Server server, String replicationId) {
  /** Checks that the number is positive and one that the server can own. */
  public Epoch {
    marker(number, server);
  }

  /** {@return the marker that belongs into the data of this epoch} */
  public Marker marker() {
    return marker(number, server);
  }

  /**
   * {@return the number that a move to the other server takes; it beats an unpark that raced it}
   */
  public long numberAfterMove() {
    return number + 3;
  }

  /** {@return the number that an unpark in place takes} */
  public long numberInPlace() {
    return number + 2;
  }

  /** {@return whether this epoch is newer than the other} */
  public boolean newerThan(Epoch other) {
    return number > other.number;
  }

  /**
   * {@return the smallest number that {@code server} can own and that is beyond {@code highest}}
   *
   * @param highest the highest number that any marker, record or proxy names; 0 when there is none
   * @param server the server of the new epoch
   */
  public static long numberBeyond(long highest, Server server) {
    return server.owns(highest + 1) ? highest + 1 : highest + 2;
  }

  private static Marker marker(long number, Server server) {
    return new Marker(number, server);
  }

  @Override
  public String toString() {
    return "epoch " + number;
  }
}
