package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a failover works. */
public enum FailoverMode {
  /** The standby is promoted before the first client reaches it. */
  @JsonProperty("Promote")
  PROMOTE
}
