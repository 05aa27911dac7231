package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Failback to the preferred server. */
public enum FailbackPolicy {
  /** By a switchover, once it is in sync. */
  @JsonProperty("Automatic")
  AUTOMATIC,
  /** By request only. */
  @JsonProperty("Manual")
  MANUAL
}
