package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Service for clients.
 *
 * @param type type of the Service
 * @param port port for clients
 * @param nodePort port on the nodes; absent to let Kubernetes choose
 * @param annotations annotations of the Service
 * @param loadBalancerClass class of the load balancer
 * @param loadBalancerSourceRanges addresses that may use it
 * @param externalTrafficPolicy proxies that serve traffic from outside the cluster
 * @param ipFamilies families of the addresses of all Services of the resource, the first one for
 *     what takes one only
 * @param ipFamilyPolicy how many families they have
 */
@ApiType
@ValidationRule(
    value = "!has(self.nodePort) || self.type != 'ClusterIP'",
    message = "must set type: NodePort or LoadBalancer to use nodePort")
@ValidationRule(
    value = "!has(self.loadBalancerClass) || self.type == 'LoadBalancer'",
    message = "must set type: LoadBalancer to use loadBalancerClass")
@ValidationRule(
    value =
        "has(self.loadBalancerClass) == has(oldSelf.loadBalancerClass)"
            + " && (!has(self.loadBalancerClass)"
            + " || self.loadBalancerClass == oldSelf.loadBalancerClass)"
            + " || self.type != oldSelf.type",
    message =
        "must not change loadBalancerClass directly: set type: ClusterIP first, then"
            + " the new class")
@ValidationRule(
    value = "!has(self.loadBalancerSourceRanges) || self.type == 'LoadBalancer'",
    message = "must set type: LoadBalancer to use loadBalancerSourceRanges")
@ValidationRule(
    value = "!has(self.externalTrafficPolicy) || self.type != 'ClusterIP'",
    message = "must set type: NodePort or LoadBalancer to use externalTrafficPolicy")
public record ServiceSpec(
    @Default("ClusterIP")
        @JsonPropertyDescription(
            "How the address is published: ClusterIP inside the cluster, NodePort on a"
                + " port of every node, LoadBalancer by a load balancer.")
        ServiceType type,
    @Default("6379")
        @ValidationRule(
            value = "self >= 1 && self <= 65535",
            message = "must be a port from 1 to 65535")
        @JsonPropertyDescription("Port for clients.")
        Integer port,
    @Nullable
        @ValidationRule(
            value = "self >= 1 && self <= 65535",
            message =
                "must be a port from 1 to 65535, in the cluster's node port range (usually"
                    + " 30000 to 32767)")
        @JsonPropertyDescription(
            "Port on the nodes, with type NodePort or LoadBalancer. Default: chosen by"
                + " Kubernetes.")
        Integer nodePort,
    @Nullable
        @Size(max = 64)
        @JsonPropertyDescription(
            "Annotations of the Service, for example for load balancers and DNS.")
        Map<String, String> annotations,
    @Nullable
        @Size(max = 253)
        @JsonPropertyDescription(
            "Class of the load balancer. Default: the cluster's default class.")
        String loadBalancerClass,
    @Nullable
        @Size(max = 64)
        @ValidationRule(
            value = "self.all(range, isCIDR(range))",
            message = "must be address ranges such as 10.0.0.0/8 or 2001:db8::/32")
        @JsonPropertyDescription(
            "Address ranges that may use the load balancer, such as 10.0.0.0/8. Default:"
                + " all addresses.")
        List<@Size(max = 64) String> loadBalancerSourceRanges,
    @Nullable
        @JsonPropertyDescription(
            "Which proxies serve traffic from outside the cluster. Cluster: all proxies."
                + " Local: only those on the receiving node, which preserves the client's address.")
        TrafficPolicy externalTrafficPolicy,
    @Nullable
        @Size(max = 2)
        @ValidationRule(
            value = "size(self) == 1 || (size(self) == 2 && self[0] != self[1])",
            message = "must be IPv4, IPv6 or both")
        @JsonPropertyDescription(
            "IP families of all Services of the resource, the first one for those with one"
                + " family. Kubernetes cannot change the first one. Default: the cluster's.")
        List<IpFamily> ipFamilies,
    @Nullable
        @JsonPropertyDescription(
            "How many families they have: SingleStack, PreferDualStack or RequireDualStack."
                + " Default: SingleStack.")
        IpFamilyPolicy ipFamilyPolicy) {
  /**
   * {@return whether there may be IPv6 addresses, so that the proxies listen there too} Without
   * families they are those of the cluster, which nobody knows here.
   */
  public boolean mayBeIpv6() {
    boolean both = ipFamilyPolicy != null && ipFamilyPolicy != IpFamilyPolicy.SINGLE_STACK;
    return both || ipFamilies == null || ipFamilies.isEmpty() || ipFamilies.contains(IpFamily.IPV6);
  }
}
