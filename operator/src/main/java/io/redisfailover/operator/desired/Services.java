package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.redisfailover.operator.api.v1.IpFamily;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServiceSpec;
import io.redisfailover.operator.api.v1.ServiceType;
import io.redisfailover.operator.api.v1.TrafficPolicy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Services of a resource. */
final class Services {
  private Services() {}

  /** {@return the headless Service of the servers, which also names unready ones} */
  static Service servers(RedisFailover resource) {
    return new ServiceBuilder()
        .withMetadata(
            Metadata.owned(resource, Names.servers(resource), Labels.of(resource, Labels.REDIS)))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Labels.selector(resource, Labels.REDIS))
        .withPorts(port("redis", Ports.REDIS, "redis"))
        .withIpFamilies(families(resource))
        .withIpFamilyPolicy(policy(resource))
        .endSpec()
        .build();
  }

  /** {@return the Service for clients} */
  static Service clients(RedisFailover resource) {
    ServiceSpec service = resource.getSpec().proxy().service();
    Service made =
        new ServiceBuilder()
            .withMetadata(
                Metadata.owned(
                    resource, Names.clients(resource), Labels.of(resource, Labels.PROXY)))
            .withNewSpec()
            .withType(word(service.type()))
            .withSelector(Labels.selector(resource, Labels.PROXY))
            .withPorts(
                new ServicePortBuilder(port("redis", service.port(), "redis"))
                    .withNodePort(service.nodePort())
                    .build())
            .withLoadBalancerClass(service.loadBalancerClass())
            .withLoadBalancerSourceRanges(service.loadBalancerSourceRanges())
            .withExternalTrafficPolicy(word(service.externalTrafficPolicy()))
            .withIpFamilies(families(resource))
            .withIpFamilyPolicy(policy(resource))
            .endSpec()
            .build();
    Optional.ofNullable(service.annotations()).ifPresent(made.getMetadata()::setAnnotations);
    return made;
  }

  /** {@return the Service of the statistics page and the metrics} */
  static Service stats(RedisFailover resource) {
    return new ServiceBuilder()
        .withMetadata(
            Metadata.owned(resource, Names.stats(resource), Labels.of(resource, Labels.PROXY)))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(Labels.selector(resource, Labels.PROXY))
        .withPorts(port("stats", resource.getSpec().proxy().stats().port(), "stats"))
        .withIpFamilies(families(resource))
        .withIpFamilyPolicy(policy(resource))
        .endSpec()
        .build();
  }

  private static @Nullable List<String> families(RedisFailover resource) {
    List<IpFamily> families = resource.getSpec().proxy().service().ipFamilies();
    return families == null ? null : families.stream().map(Services::word).toList();
  }

  private static @Nullable String policy(RedisFailover resource) {
    return switch (resource.getSpec().proxy().service().ipFamilyPolicy()) {
      case null -> null;
      case SINGLE_STACK -> "SingleStack";
      case PREFER_DUAL_STACK -> "PreferDualStack";
      case REQUIRE_DUAL_STACK -> "RequireDualStack";
    };
  }

  private static String word(IpFamily family) {
    return switch (family) {
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
    };
  }

  private static ServicePort port(String name, int port, String target) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(port)
        .withNewTargetPort(target)
        .withProtocol("TCP")
        .build();
  }

  private static String word(ServiceType type) {
    return switch (type) {
      case CLUSTER_IP -> "ClusterIP";
      case NODE_PORT -> "NodePort";
      case LOAD_BALANCER -> "LoadBalancer";
    };
  }

  private static @Nullable String word(@Nullable TrafficPolicy policy) {
    return switch (policy) {
      case null -> null;
      case CLUSTER -> "Cluster";
      case LOCAL -> "Local";
    };
  }
}
