package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A family of IP addresses. */
public enum IpFamily {
  /** IPv4. */
  @JsonProperty("IPv4")
  IPV4,
  /** IPv6. */
  @JsonProperty("IPv6")
  IPV6
}
