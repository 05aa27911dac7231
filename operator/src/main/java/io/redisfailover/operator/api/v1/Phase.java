package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a resource is at, in a word. */
public enum Phase {
  /** It is being built; no server has been active yet. */
  @JsonProperty("Pending")
  PENDING,
  /** Clients are served, and the standby could take over. */
  @JsonProperty("Running")
  RUNNING,
  /** Clients are served, but no standby could take over. */
  @JsonProperty("Degraded")
  DEGRADED,
  /** No server is active; one is being made. */
  @JsonProperty("FailingOver")
  FAILING_OVER,
  /** A planned switch is under way. */
  @JsonProperty("SwitchingOver")
  SWITCHING_OVER,
  /** A question is open: a person has to say which data go on. */
  @JsonProperty("Blocked")
  BLOCKED,
  /** The operator touches nothing. */
  @JsonProperty("Paused")
  PAUSED
}
