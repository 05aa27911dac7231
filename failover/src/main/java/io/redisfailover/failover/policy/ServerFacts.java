package io.redisfailover.failover.policy;

/**
 * What the controller knows of a server besides its answers.
 *
 * @param persistence what it writes to its disk
 * @param newVolume whether its disk is known to be a new one, so that an empty start lost nothing
 *     by mistake
 * @param terminating whether it is being stopped on purpose
 */
public record ServerFacts(Persistence persistence, boolean newVolume, boolean terminating) {
  /** Nothing known: the most careful assumption. */
  public static final ServerFacts UNKNOWN = new ServerFacts(Persistence.UNKNOWN, false, false);

  /** What a server writes to its disk. */
  public enum Persistence {
    /** Nothing: it starts empty. */
    NONE,
    /** Snapshots: it may start with an old copy, which carries its replication id. */
    RDB,
    /** A log of every write: it starts with the newest data, but without its replication id. */
    AOF,
    /** Not told. */
    UNKNOWN
  }

  /** {@return the same with what was read of its settings} */
  public ServerFacts persisting(Persistence read) {
    return new ServerFacts(read, newVolume, terminating);
  }

  /**
   * {@return the same with what whoever runs the server says of it}
   *
   * @param onNewVolume whether its disk is known to be a new one
   * @param beingStopped whether it is being stopped on purpose
   */
  public ServerFacts placed(boolean onNewVolume, boolean beingStopped) {
    return new ServerFacts(persistence, onNewVolume, beingStopped);
  }

  /**
   * {@return whether an empty start after a run with data is what its settings lead one to expect}
   */
  boolean startsEmpty() {
    return newVolume || persistence == Persistence.NONE;
  }
}
