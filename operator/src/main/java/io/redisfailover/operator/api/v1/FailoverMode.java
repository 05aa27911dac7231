package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may be made active, and how. */
public enum FailoverMode {
  /** The standby is promoted before the first client reaches it. */
  @JsonProperty("Promote")
  PROMOTE
}
