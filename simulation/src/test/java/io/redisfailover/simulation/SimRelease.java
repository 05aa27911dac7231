package io.redisfailover.simulation;

/** Releases of Redis that behave differently in what is modelled. */
enum SimRelease {
  /** Redis 7.0. */
  REDIS_7_0,
  /** Redis 7.2 and 7.4, and Valkey. */
  REDIS_7_2,
  /** Redis 8. */
  REDIS_8;

  /** Whether what goes to a log of writes (AOF) moves the offset where nothing else does. */
  boolean countsLog() {
    return this != REDIS_7_0;
  }

  /** Whether a start from a log of writes goes on counting where the log ends. */
  boolean keepsLogOffset() {
    return this == REDIS_8;
  }
}
