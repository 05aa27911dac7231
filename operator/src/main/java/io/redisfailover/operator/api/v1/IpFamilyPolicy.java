package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many families of IP addresses a Service has. */
public enum IpFamilyPolicy {
  /** One. */
  @JsonProperty("SingleStack")
  SINGLE_STACK,
  /** Both where the cluster has both. */
  @JsonProperty("PreferDualStack")
  PREFER_DUAL_STACK,
  /** Both. */
  @JsonProperty("RequireDualStack")
  REQUIRE_DUAL_STACK
}
