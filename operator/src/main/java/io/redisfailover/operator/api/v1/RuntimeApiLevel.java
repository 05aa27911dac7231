package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a connection to the runtime API may do. */
public enum RuntimeApiLevel {
  /** Look. */
  @JsonProperty("User")
  USER("user"),
  /** See the sessions, too, and clear maxima. */
  @JsonProperty("Operator")
  OPERATOR("operator"),
  /** Act. */
  @JsonProperty("Admin")
  ADMIN("admin");

  private final String word;

  RuntimeApiLevel(String word) {
    this.word = word;
  }

  /** {@return its word in the file of the proxies} */
  public String word() {
    return word;
  }
}
