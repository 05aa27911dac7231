package io.redisfailover.operator.reconcile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How this operator was installed.
 *
 * @param instance its name among several, for Events and in the lease
 * @param namespace where it runs
 * @param labels labels that its pods have
 * @param proxyImage the image of the proxies where a resource names none
 * @param watched the namespaces that it looks after; empty for all of them
 * @param leaderElection whether several of them share the work by electing a leader
 * @param lease name of the lease by which they do; operators with another one work beside them
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
   * Reads them from the environment, as the chart sets it.
   *
   * @param environment the variables
   * @throws IllegalArgumentException naming the variable that is missing
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
        .orElseThrow(() -> new IllegalArgumentException("The variable " + name + " is not set."));
  }

  private static Set<String> words(String list) {
    return Set.copyOf(
        java.util.Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList());
  }
}
