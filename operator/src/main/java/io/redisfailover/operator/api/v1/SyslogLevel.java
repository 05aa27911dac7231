package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The least severe lines that go to syslog. */
public enum SyslogLevel {
  /** Servers that are down. */
  @JsonProperty("Alert")
  ALERT("alert"),
  /** Changes of the servers and of the route. */
  @JsonProperty("Notice")
  NOTICE("notice"),
  /** Sessions, too. */
  @JsonProperty("Info")
  INFO("info");

  private final String word;

  SyslogLevel(String word) {
    this.word = word;
  }

  /** {@return its word in the file of the proxies} */
  public String word() {
    return word;
  }
}
