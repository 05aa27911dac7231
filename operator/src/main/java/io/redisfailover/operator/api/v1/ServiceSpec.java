package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The address for clients.
 *
 * @param type how it is published
 * @param port where clients connect
 * @param nodePort the port of the nodes; absent for one that Kubernetes chooses
 * @param annotations for load balancers and the like
 * @param loadBalancerClass who makes the load balancer
 * @param loadBalancerSourceRanges who may use it
 * @param externalTrafficPolicy which nodes' proxies take what comes from outside
 */
@ApiType
@ValidationRule(
    value = "!has(self.nodePort) || self.type != 'ClusterIP'",
    message = "Write type: NodePort or LoadBalancer beside nodePort, or leave nodePort out.")
@ValidationRule(
    value = "!has(self.loadBalancerClass) || self.type == 'LoadBalancer'",
    message = "Write type: LoadBalancer beside loadBalancerClass, or leave it out.")
@ValidationRule(
    value =
        "has(self.loadBalancerClass) == has(oldSelf.loadBalancerClass)"
            + " && (!has(self.loadBalancerClass)"
            + " || self.loadBalancerClass == oldSelf.loadBalancerClass)"
            + " || self.type != oldSelf.type",
    message =
        "Kubernetes does not let loadBalancerClass change: set type: ClusterIP first, then the"
            + " other class.")
@ValidationRule(
    value = "!has(self.loadBalancerSourceRanges) || self.type == 'LoadBalancer'",
    message = "Write type: LoadBalancer beside loadBalancerSourceRanges, or leave them out.")
@ValidationRule(
    value = "!has(self.externalTrafficPolicy) || self.type != 'ClusterIP'",
    message = "Write type: NodePort or LoadBalancer beside externalTrafficPolicy, or leave it out.")
public record ServiceSpec(
    @Default("ClusterIP")
        @JsonPropertyDescription(
            "How the address is published: ClusterIP inside the cluster only, NodePort on a port of"
                + " every node, LoadBalancer by a load balancer of the cloud.")
        ServiceType type,
    @Default("6379")
        @ValidationRule(value = "self >= 1 && self <= 65535", message = "Write a port, 1 to 65535.")
        @JsonPropertyDescription("The port where clients connect.")
        Integer port,
    @Nullable
        @ValidationRule(
            value = "self >= 1 && self <= 65535",
            message = "Write a port of the cluster's range of node ports, usually 30000 to 32767.")
        @JsonPropertyDescription(
            "The port of the nodes, with type NodePort or LoadBalancer. Default: Kubernetes chooses"
                + " one.")
        Integer nodePort,
    @Nullable
        @Size(max = 64)
        @JsonPropertyDescription(
            "Annotations of the Service, for load balancers, DNS and the like.")
        Map<String, String> annotations,
    @Nullable
        @Size(max = 253)
        @JsonPropertyDescription("Who makes the load balancer. Default: the cluster's own way.")
        String loadBalancerClass,
    @Nullable
        @Size(max = 64)
        @ValidationRule(
            value = "self.all(range, isCIDR(range))",
            message = "Write address ranges such as 10.0.0.0/8 or 2001:db8::/32.")
        @JsonPropertyDescription(
            "Address ranges that may use the load balancer, such as 10.0.0.0/8. Default: all.")
        List<@Size(max = 64) String> loadBalancerSourceRanges,
    @Nullable
        @JsonPropertyDescription(
            "Which nodes' proxies take what arrives from outside the cluster: Cluster all, Local"
                + " only those of the node where it arrives, which keeps the client's address.")
        TrafficPolicy externalTrafficPolicy) {}
