package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names of the two servers. The names never change; the active server does. */
public enum ServerName {
  /** The preferred server by default. */
  @JsonProperty("Master")
  MASTER,
  /** The other server. */
  @JsonProperty("Backup")
  BACKUP;

  /** {@return the name in the resource} */
  @Override
  public String toString() {
    return this == MASTER ? "Master" : "Backup";
  }
}
