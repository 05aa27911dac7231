package io.redisfailover.failover.policy.controller;

import java.time.Instant;
import java.util.Optional;

/**
 * What the controller knows of a server besides its answers.
 *
 * @param persistence what it writes to its disk
 * @param newVolume whether its disk is known to be a new one, so that an empty start lost nothing
 *     by mistake
 * @param presence whether it runs, as far as whoever runs it knows
 * @param presenceSince since when that has been known
 * @param unfit why data would be lost if it took over now; empty when none would, as far as known
 */
public record ServerFacts(
    Persistence persistence,
    boolean newVolume,
    Presence presence,
    Instant presenceSince,
    Optional<String> unfit) {
  /** Nothing known: the most careful assumption. */
  public static final ServerFacts UNKNOWN =
      new ServerFacts(
          Persistence.UNKNOWN, false, Presence.UNKNOWN, Instant.EPOCH, Optional.empty());

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

  /** Whether a server runs, in the knowledge of whoever runs it. */
  public enum Presence {
    /** It may run or not. */
    UNKNOWN,
    /** It is being stopped on purpose. */
    TERMINATING,
    /** No process of it runs: it has to start before it can do anything, and it starts parked. */
    ABSENT
  }

  /** {@return the same with what was read of its settings} */
  public ServerFacts persisting(Persistence read) {
    return new ServerFacts(read, newVolume, presence, presenceSince, unfit);
  }

  /**
   * {@return the same with what whoever runs the server says of it}
   *
   * @param onNewVolume whether its disk is known to be a new one
   * @param said whether it runs
   * @param now the present moment
   */
  public ServerFacts placed(boolean onNewVolume, Presence said, Instant now) {
    return new ServerFacts(
        persistence, onNewVolume, said, said == presence ? presenceSince : now, unfit);
  }

  /** {@return the same with why data would be lost if it took over; empty when none would} */
  public ServerFacts unfit(Optional<String> why) {
    return new ServerFacts(persistence, newVolume, presence, presenceSince, why);
  }

  /** {@return whether it is being stopped on purpose} */
  boolean terminating() {
    return presence == Presence.TERMINATING;
  }

  /** {@return since when it has been known that no process of it runs, if that is so} */
  Optional<Instant> absentSince() {
    return presence == Presence.ABSENT ? Optional.of(presenceSince) : Optional.empty();
  }

  /**
   * {@return whether an empty start after a run with data is what its settings lead one to expect}
   */
  boolean startsEmpty() {
    return newVolume || persistence == Persistence.NONE;
  }
}
