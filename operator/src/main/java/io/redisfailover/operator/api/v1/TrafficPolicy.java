package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Proxies that serve traffic from outside the cluster. */
public enum TrafficPolicy {
  /** All proxies. */
  @JsonProperty("Cluster")
  CLUSTER,
  /** Proxies on the receiving node, which preserves the client's address. */
  @JsonProperty("Local")
  LOCAL
}
