package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The way back to the preferred server. */
public enum FailbackPolicy {
  /** By a planned switch, once it is in sync. */
  @JsonProperty("Automatic")
  AUTOMATIC,
  /** Only when asked. */
  @JsonProperty("Manual")
  MANUAL
}
