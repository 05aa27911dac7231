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
 * @param nodeAddress IP address of its node; absent outside of a cluster
 * @param labels labels of its pods
 * @param platform what the cluster requires of every pod
 * @param watched namespaces that it watches; empty for all
 * @param leaderElection whether several operators elect a leader
 * @param maxRollouts how many resources are rolled at a time, 1 or more
 * @param lease name of the leader lease; operators with different leases run side by side
 */
public record OperatorSettings(
    String instance,
    String namespace,
    Optional<String> nodeAddress,
    Map<String, String> labels,
    Platform platform,
    Set<String> watched,
    boolean leaderElection,
    int maxRollouts,
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
        optional(environment, "HOSTNAME").orElseGet(() -> UUID.randomUUID().toString()),
        required(environment, "POD_NAMESPACE"),
        optional(environment, "NODE_ADDRESS"),
        Map.of("app.kubernetes.io/name", "redis-failover-operator"),
        platform(environment),
        words(optional(environment, "WATCH_NAMESPACES").orElse("")),
        Boolean.parseBoolean(optional(environment, "LEADER_ELECTION").orElse("true")),
        maxRollouts(environment),
        optional(environment, "LEASE_NAME").orElse("redis-failover-operator"));
  }

  private static int maxRollouts(Map<String, String> environment) {
    String number = optional(environment, "MAX_ROLLOUTS").orElse("3");
    if (!number.matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException(
          "MAX_ROLLOUTS: \"" + number + "\" is no number from 1 to 99999; correct it.");
    }
    return Integer.parseInt(number);
  }

  private static Platform platform(Map<String, String> environment) {
    String users = optional(environment, "USER_IDS").orElse("fixed");
    if (!USER_IDS.contains(users)) {
      throw new IllegalArgumentException(
          "USER_IDS: \"" + users + "\" is neither fixed nor platform; set one of them.");
    }
    return new Platform(
        required(environment, "PROXY_IMAGE"),
        optional(environment, "IMAGE_REGISTRY"),
        users.equals("fixed"));
  }

  private static Optional<String> optional(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static String required(Map<String, String> environment, String name) {
    return optional(environment, name)
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
