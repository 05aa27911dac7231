package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the applications' user may do with Redis functions. */
public enum Functions {
  /** Call those that exist. */
  @JsonProperty("CallOnly")
  CALL_ONLY,
  /** Load, delete, flush and restore them too. The markers cannot be forged by that. */
  @JsonProperty("Allowed")
  ALLOWED
}
