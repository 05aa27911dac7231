package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From when on the backup takes writes. */
public enum Writable {
  /** From the moment it is promoted. */
  @JsonProperty("Promotion")
  PROMOTION,
  /** At any time; what is written to it before a promotion is lost. */
  @JsonProperty("Always")
  ALWAYS
}
