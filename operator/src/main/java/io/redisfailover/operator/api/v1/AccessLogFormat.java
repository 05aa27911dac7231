package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a session is written in the log. */
public enum AccessLogFormat {
  /** As HAProxy's {@code option tcplog}. */
  @JsonProperty("Tcplog")
  TCPLOG("tcplog"),
  /** As a JSON object. */
  @JsonProperty("Json")
  JSON("json"),
  /** Not at all. */
  @JsonProperty("Off")
  OFF("off");

  private final String word;

  AccessLogFormat(String word) {
    this.word = word;
  }

  /** {@return its word in the file of the proxies} */
  public String word() {
    return word;
  }
}
