package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When Backup accepts writes. */
public enum Writable {
  /** From its promotion on. */
  @JsonProperty("WhenPromoted")
  WHEN_PROMOTED,
  /** At any time; writes before its promotion are lost. */
  @JsonProperty("Always")
  ALWAYS
}
