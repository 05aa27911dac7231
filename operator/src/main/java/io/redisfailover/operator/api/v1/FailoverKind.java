package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What made another server active. */
public enum FailoverKind {
  /** The old one was gone: nothing listened, or another process or server did. */
  @JsonProperty("Crash")
  CRASH,
  /** The old one did not answer any more. */
  @JsonProperty("Hang")
  HANG,
  /** The old one's pod was stopped and handed over. */
  @JsonProperty("Handover")
  HANDOVER,
  /** A planned switch that somebody asked for. */
  @JsonProperty("Switchover")
  SWITCHOVER,
  /** The planned return to the preferred server. */
  @JsonProperty("Failback")
  FAILBACK,
  /** The old one had been made a replica, or was given another history, by somebody else. */
  @JsonProperty("Demotion")
  DEMOTION,
  /** No server was active, and the data of both said which one begins. */
  @JsonProperty("ColdStart")
  COLD_START,
  /** An administrator said whose data go on. */
  @JsonProperty("Decision")
  DECISION,
  /** Neither the operator nor a proxy saw why. */
  @JsonProperty("Unknown")
  UNKNOWN
}
