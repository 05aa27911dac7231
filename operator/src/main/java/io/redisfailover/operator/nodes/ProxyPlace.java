package io.redisfailover.operator.nodes;

import io.redisfailover.failover.model.Endpoint;

/**
 * A ready proxy and where it runs.
 *
 * @param pod name of its pod
 * @param podUid unique ID of its pod
 * @param control its control address
 * @param node name of its node
 * @param kubelet where the kubelet of the node listens
 */
public record ProxyPlace(
    String pod, String podUid, Endpoint control, String node, Endpoint kubelet) {
  /** Where a kubelet listens, unless a cluster is set up otherwise. Source: Kubernetes. */
  public static final int KUBELET_PORT = 10_250;
}
