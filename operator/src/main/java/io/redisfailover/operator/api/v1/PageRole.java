package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a user of the page may do. */
public enum PageRole {
  /** Look. */
  @JsonProperty("View")
  VIEW("view"),
  /** Shut down sessions, too, and see the addresses of clients. */
  @JsonProperty("Operate")
  OPERATE("operate");

  private final String word;

  PageRole(String word) {
    this.word = word;
  }

  /** {@return its word in the file of the proxies} */
  public String word() {
    return word;
  }
}
