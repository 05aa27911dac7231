package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What made another server active. */
public enum FailoverKind {
  /** The old one was gone. */
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
  FAILBACK
}
