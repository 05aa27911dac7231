package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of role changes. */
public enum RoleChangeKind {
  /** The old active server failed: it refused connections, restarted, or was foreign. */
  @JsonProperty("Crash")
  CRASH,
  /** The old active server was silent. */
  @JsonProperty("Hang")
  HANG,
  /** The pod of the old active server was stopped, and the server handed over. */
  @JsonProperty("Handover")
  HANDOVER,
  /** A requested switchover. */
  @JsonProperty("Switchover")
  SWITCHOVER,
  /** A switchover to the preferred server. */
  @JsonProperty("Failback")
  FAILBACK,
  /** Another client made the old active server a replica, or changed its replication ID. */
  @JsonProperty("Demotion")
  DEMOTION,
  /** No server was active, and the data of both decided. */
  @JsonProperty("ColdStart")
  COLD_START,
  /** An administrator decided whose data to keep. */
  @JsonProperty("Decision")
  DECISION,
  /** Neither the operator nor a proxy saw the cause. */
  @JsonProperty("Unknown")
  UNKNOWN
}
