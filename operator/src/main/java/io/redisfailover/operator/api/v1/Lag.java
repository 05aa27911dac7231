package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Classes of lag; a number would be a write of the status at each probe. */
public enum Lag {
  /** No lag. */
  @JsonProperty("None")
  NONE,
  /** At most failover.maxLag. */
  @JsonProperty("Small")
  SMALL,
  /** More than failover.maxLag: a promotion needs a decision. */
  @JsonProperty("Large")
  LARGE
}
