package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a condition holds. */
public enum ConditionStatus {
  /** It holds. */
  @JsonProperty("True")
  TRUE,
  /** It does not. */
  @JsonProperty("False")
  FALSE,
  /** Not known. */
  @JsonProperty("Unknown")
  UNKNOWN
}
