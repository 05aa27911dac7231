package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Summary of a resource in one word. */
public enum Phase {
  /** No server has been active yet. */
  @JsonProperty("Pending")
  PENDING,
  /** A server is active, and the standby is in sync. */
  @JsonProperty("Running")
  RUNNING,
  /** A server is active, and no standby is in sync. */
  @JsonProperty("Degraded")
  DEGRADED,
  /** No server is active. */
  @JsonProperty("FailingOver")
  FAILING_OVER,
  /** A switchover is in progress. */
  @JsonProperty("SwitchingOver")
  SWITCHING_OVER,
  /** An administrator must decide whose data to keep. */
  @JsonProperty("Blocked")
  BLOCKED,
  /** The operator changes nothing. */
  @JsonProperty("Paused")
  PAUSED
}
