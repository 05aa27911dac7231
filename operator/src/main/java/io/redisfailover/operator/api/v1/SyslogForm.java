package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a line to syslog begins. */
public enum SyslogForm {
  /** As HAProxy's default. */
  @JsonProperty("Rfc3164")
  RFC3164("rfc3164"),
  /** With the time zone, the host and the process. */
  @JsonProperty("Rfc5424")
  RFC5424("rfc5424");

  private final String word;

  SyslogForm(String word) {
    this.word = word;
  }

  /** {@return its word in the file of the proxies} */
  public String word() {
    return word;
  }
}
