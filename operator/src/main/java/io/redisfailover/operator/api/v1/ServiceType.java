package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a Service is published. */
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
