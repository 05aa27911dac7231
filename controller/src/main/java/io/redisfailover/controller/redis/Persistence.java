package io.redisfailover.controller.redis;

/** What a server writes to its disk, and so what it knows after a restart. */
public enum Persistence {
  /** Nothing: it is empty after a restart. */
  NONE,
  /** Snapshots: an old state, with the replication id. */
  RDB,
  /** Every write, without the replication id. */
  AOF,
  /** The server did not tell. */
  UNKNOWN
}
