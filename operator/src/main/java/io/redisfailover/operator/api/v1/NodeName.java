package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One of the two servers. The names never change; which of them is active does. */
public enum NodeName {
  /** The preferred one unless configured otherwise. */
  @JsonProperty("Master")
  MASTER,
  /** The one that takes over. */
  @JsonProperty("Backup")
  BACKUP;

  /** {@return the name as it stands in the resource} */
  @Override
  public String toString() {
    return this == MASTER ? "Master" : "Backup";
  }
}
