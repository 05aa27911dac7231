package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Comparisons of a label. */
public enum SelectorOperator {
  /** The label has one of the values. */
  @JsonProperty("In")
  IN,
  /** The label has none of the values. */
  @JsonProperty("NotIn")
  NOT_IN,
  /** The label exists. */
  @JsonProperty("Exists")
  EXISTS,
  /** The label does not exist. */
  @JsonProperty("DoesNotExist")
  DOES_NOT_EXIST
}
