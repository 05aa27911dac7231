package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a Redis server writes to its disk. */
public enum Persistence {
  /** Nothing. */
  @JsonProperty("None")
  NONE,
  /** Snapshots. */
  @JsonProperty("RDB")
  RDB,
  /** A log of every write, flushed each second. */
  @JsonProperty("AOF")
  AOF
}
