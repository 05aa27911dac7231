package io.redisfailover.operator.desired;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.redisfailover.operator.api.v1.Peer;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * NetworkPolicies. A server accepts its proxies, the other server and the operator; a proxy accepts
 * allowed clients, and at its control API the operator and the other proxies.
 */
final class NetworkPolicies {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "kubernetes.io/metadata.name";

  private NetworkPolicies() {}

  static List<NetworkPolicy> of(RedisFailover resource, DesiredInputs facts) {
    return List.of(redis(resource, facts), proxy(resource, facts));
  }

  private static NetworkPolicy redis(RedisFailover resource, DesiredInputs facts) {
    return policy(
        resource,
        Names.redis(resource),
        Labels.REDIS,
        List.of(
            rule(
                List.of(Ports.REDIS),
                List.of(
                    part(resource, Labels.PROXY), part(resource, Labels.REDIS), operator(facts)))));
  }

  private static NetworkPolicy proxy(RedisFailover resource, DesiredInputs facts) {
    List<Integer> open = new ArrayList<>(List.of(Ports.REDIS));
    if (resource.getSpec().proxy().stats().enabled()) {
      open.add(Ports.STATS);
    }
    return policy(
        resource,
        Names.proxy(resource),
        Labels.PROXY,
        List.of(
            rule(open, clients(resource)),
            rule(List.of(Ports.CONTROL), List.of(part(resource, Labels.PROXY), operator(facts)))));
  }

  private static NetworkPolicy policy(
      RedisFailover resource, String name, String component, List<NetworkPolicyIngressRule> rules) {
    return new NetworkPolicyBuilder()
        .withMetadata(Metadata.owned(resource, name, Labels.of(resource, component)))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(resource, component))
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .withIngress(rules)
        .endSpec()
        .build();
  }

  /** A rule without peers allows all peers. */
  private static NetworkPolicyIngressRule rule(List<Integer> ports, List<NetworkPolicyPeer> peers) {
    NetworkPolicyIngressRuleBuilder rule = new NetworkPolicyIngressRuleBuilder().withFrom(peers);
    for (int port : ports) {
      rule.addNewPort().withNewPort(port).withProtocol("TCP").endPort();
    }
    return rule.build();
  }

  private static List<NetworkPolicyPeer> clients(RedisFailover resource) {
    return Optional.ofNullable(resource.getSpec().networkPolicy().allowedClients())
        .orElse(List.of())
        .stream()
        .map(NetworkPolicies::peer)
        .toList();
  }

  private static NetworkPolicyPeer peer(Peer peer) {
    return JSON.convertValue(peer, NetworkPolicyPeer.class);
  }

  private static NetworkPolicyPeer part(RedisFailover resource, String component) {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(Labels.selector(resource, component))
        .endPodSelector()
        .build();
  }

  private static NetworkPolicyPeer operator(DesiredInputs facts) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .withMatchLabels(Map.of(NAMESPACE, facts.operatorNamespace()))
        .endNamespaceSelector()
        .withNewPodSelector()
        .withMatchLabels(new TreeMap<>(facts.operatorLabels()))
        .endPodSelector()
        .build();
  }
}
