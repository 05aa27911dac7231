package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Types of Services. */
public enum ServiceType {
  /** Inside the cluster. */
  @JsonProperty("ClusterIP")
  CLUSTER_IP,
  /** On a port of every node. */
  @JsonProperty("NodePort")
  NODE_PORT,
  /** By a load balancer of the cloud. */
  @JsonProperty("LoadBalancer")
  LOAD_BALANCER
}
