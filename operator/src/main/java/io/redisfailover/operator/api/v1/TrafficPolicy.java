package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which nodes' proxies take what arrives from outside the cluster. */
public enum TrafficPolicy {
  /** All. */
  @JsonProperty("Cluster")
  CLUSTER,
  /** Those on the node where it arrives, which keeps the client's address. */
  @JsonProperty("Local")
  LOCAL
}
