package io.redisfailover.operator.reconcile;

import io.redisfailover.operator.desired.Platform;
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
 * @param platform what the cluster lays down for every pod
 * @param watched namespaces that it watches; empty for all
 * @param leaderElection whether several operators elect a leader
 * @param lease name of the leader lease; operators with different leases run side by side
 */
public record OperatorSettings(
    String instance,
    String namespace,
    Map<String, String> labels,
    Platform platform,
    Set<String> watched,
    boolean leaderElection,
    String lease) {
  private static final Set<String> USER_IDS = Set.of("fixed", "platform");

  /** Copies the collections. */
  public OperatorSettings {
    labels = Map.copyOf(labels);
    watched = Set.copyOf(watched);
  }

  /**
   * Reads the settings from the environment.
   *
   * @param environment the variables
   * @throws IllegalArgumentException if a variable is missing or wrong; the message names it
   */
  public static OperatorSettings from(Map<String, String> environment) {
    return new OperatorSettings(
        Optional.ofNullable(environment.get("HOSTNAME"))
            .filter(name -> !name.isBlank())
            .orElseGet(() -> UUID.randomUUID().toString()),
        required(environment, "POD_NAMESPACE"),
        Map.of("app.kubernetes.io/name", "redis-failover-operator"),
        platform(environment),
        words(environment.getOrDefault("WATCH_NAMESPACES", "")),
        Boolean.parseBoolean(environment.getOrDefault("LEADER_ELECTION", "true")),
        environment.getOrDefault("LEASE_NAME", "redis-failover-operator"));
  }

  private static Platform platform(Map<String, String> environment) {
    String users = environment.getOrDefault("USER_IDS", "fixed");
    if (!USER_IDS.contains(users)) {
      throw new IllegalArgumentException(
          "USER_IDS: \"" + users + "\" is neither fixed nor platform; set one of them.");
    }
    return new Platform(
        required(environment, "PROXY_IMAGE"),
        Optional.ofNullable(environment.get("IMAGE_REGISTRY")).filter(name -> !name.isBlank()),
        users.equals("fixed"));
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
