package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a label is compared. */
public enum SelectorOperator {
  /** It has one of the values. */
  @JsonProperty("In")
  IN,
  /** It has none of them. */
  @JsonProperty("NotIn")
  NOT_IN,
  /** It is there. */
  @JsonProperty("Exists")
  EXISTS,
  /** It is not there. */
  @JsonProperty("DoesNotExist")
  DOES_NOT_EXIST
}
