package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Pull policies of Kubernetes. */
public enum PullPolicy {
  /** At every start of a container. */
  @JsonProperty("Always")
  ALWAYS,
  /** If the node does not have the image. */
  @JsonProperty("IfNotPresent")
  IF_NOT_PRESENT,
  /** Never. */
  @JsonProperty("Never")
  NEVER
}
