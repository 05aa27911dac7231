package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the standby is behind, in classes, so that an idle resource causes no write. */
public enum Lag {
  /** Not at all. */
  @JsonProperty("None")
  NONE,
  /** Less than failover.maxLag. */
  @JsonProperty("Small")
  SMALL,
  /** More than failover.maxLag: it would not be promoted without an answer. */
  @JsonProperty("Large")
  LARGE
}
