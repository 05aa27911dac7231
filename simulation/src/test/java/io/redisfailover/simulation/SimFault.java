package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;

/**
 * One fault of a history.
 *
 * @param kind what happens
 * @param at when it begins, in microseconds
 * @param duration how long it lasts, in microseconds
 * @param a whom it concerns, as the kind has it
 * @param b whom else
 * @param variant which variant, 0 to 3
 */
record SimFault(Kind kind, long at, long duration, int a, int b, int variant) {
  /** What can happen. */
  enum Kind {
    /** The process of a server is killed and started again. */
    KILL,
    /** The same, and its disk is lost. */
    WIPE,
    /** A server is killed and starts again as a primary, empty or with its data. */
    FOREIGN,
    /** Both servers are killed. */
    KILL_BOTH,
    /** A server's process stands still. */
    HANG,
    /** A server is busy with one long command after the other, and answers in between. */
    SLOW_SERVER,
    /** A server closes the connection of every proxy and controller, and takes new ones. */
    CLOSE_CONNECTIONS,
    /** The servers are cut from each other. */
    CUT_SERVERS,
    /** A proxy or the controller is cut from somebody. */
    CUT,
    /** One server and some others are cut from the other server and the rest. */
    SPLIT,
    /** Replication falls behind. */
    SLOW_REPLICATION,
    /** A proxy crashes. */
    PROXY_CRASH,
    /** A proxy stands still. */
    PROXY_PAUSE,
    /** The controller crashes. */
    CONTROLLER_CRASH,
    /** The controller is away for long. */
    CONTROLLER_AWAY,
    /** The controller stands still, and sometimes a second one takes over meanwhile. */
    CONTROLLER_PAUSE,
    /** The record can be neither read nor written. */
    API_DOWN,
    /** A switchover is asked for. */
    SWITCH,
    /** A server is stopped on purpose, with a hook that hands over. */
    STOP,
    /** Both servers are stopped and started in turn, the standby first. */
    ROLL,
    /** A user flushes the functions. */
    FLUSH_FUNCTIONS,
    /** An application writes functions under the markers' names: none of ours, or an old marker. */
    WRITE_FUNCTIONS
  }

  /** Whether it is something that a well-run system does by itself and that may lose nothing. */
  boolean isPlanned() {
    return kind == Kind.SWITCH || kind == Kind.STOP || kind == Kind.ROLL;
  }

  /** Whether it touches no server and no link of one, so that no failover is called for. */
  boolean isHarmless() {
    return switch (kind) {
      case SWITCH,
          PROXY_CRASH,
          PROXY_PAUSE,
          CONTROLLER_CRASH,
          CONTROLLER_PAUSE,
          API_DOWN,
          CLOSE_CONNECTIONS,
          FLUSH_FUNCTIONS,
          WRITE_FUNCTIONS ->
          true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return kind
        + " at "
        + at / MILLI
        + " for "
        + duration / MILLI
        + " ms ("
        + a
        + ", "
        + b
        + ", "
        + variant
        + ")";
  }
}
