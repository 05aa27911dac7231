package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a node pulls an image. */
public enum PullPolicy {
  /** At every start of a container. */
  @JsonProperty("Always")
  ALWAYS,
  /** When the node does not have it. */
  @JsonProperty("IfNotPresent")
  IF_NOT_PRESENT,
  /** Not at all. */
  @JsonProperty("Never")
  NEVER
}
