package io.redisfailover.operator.reconcile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Settings of this operator.
 *
 * @param instance unique name of this operator, for Events and the lease
 * @param namespace namespace of this operator
 * @param labels labels of its pods
 * @param proxyImage default image of the proxies
 * @param watched namespaces that it watches; empty for all
 * @param leaderElection whether several operators elect a leader
 * @param lease name of the leader lease; operators with different leases run side by side
 */
public record OperatorSettings(
    String instance,
    String namespace,
    Map<String, String> labels,
    String proxyImage,
    Set<String> watched,
    boolean leaderElection,
    String lease) {
  /** Copies the collections. */
  public OperatorSettings {
    labels = Map.copyOf(labels);
    watched = Set.copyOf(watched);
  }

  /**
   * Reads the settings from the environment.
   *
   * @param environment the variables
   * @throws IllegalArgumentException if a variable is missing; the message names it
   */
  public static OperatorSettings from(Map<String, String> environment) {
    return new OperatorSettings(
        Optional.ofNullable(environment.get("HOSTNAME"))
            .filter(name -> !name.isBlank())
            .orElseGet(() -> UUID.randomUUID().toString()),
        required(environment, "POD_NAMESPACE"),
        Map.of("app.kubernetes.io/name", "redis-failover-operator"),
        required(environment, "PROXY_IMAGE"),
        words(environment.getOrDefault("WATCH_NAMESPACES", "")),
        Boolean.parseBoolean(environment.getOrDefault("LEADER_ELECTION", "true")),
        environment.getOrDefault("LEASE_NAME", "redis-failover-operator"));
  }

  private static String required(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () -> new IllegalArgumentException(name + ": missing; set this environment variable."));
  }

  private static Set<String> words(String list) {
    return Set.copyOf(
        java.util.Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList());
  }
}
