package io.redisfailover.operator.metrics;

import java.util.List;

/**
 * Gauges of a resource, with the labels {@code namespace} and {@code name} of the resource. An
 * unknown value has no sample.
 */
public enum ResourceMeter {
  /** Conditions. */
  CONDITION(
      "redisfailover_resource_condition",
      List.of("condition", "reason"),
      "1 while the condition is True, 0 while it is False; absent while it is Unknown, and Stalled"
          + " and Reconciling while they are not True."),
  /** Phase. */
  PHASE("redisfailover_resource_phase", List.of("phase"), "1 for the current phase."),
  /** Active server. */
  ACTIVE(
      "redisfailover_resource_active",
      List.of("server"),
      "1 for the active server, 0 for the other one."),
  /** Roles of the servers. */
  ROLE(
      "redisfailover_resource_role",
      List.of("server", "role"),
      "1 for the current role of the server."),
  /** Number of the epoch. */
  EPOCH(
      "redisfailover_resource_epoch",
      List.of(),
      "Number of the current epoch; it grows with every role change."),
  /** Proxies. */
  PROXIES(
      "redisfailover_resource_proxies",
      List.of("state"),
      "Number of proxies: desired, ready, and routing to the active server."),
  /** Time of the last role change. */
  LAST_CHANGE(
      "redisfailover_resource_last_role_change_timestamp_seconds",
      List.of("kind"),
      "Unix time of the last role change."),
  /** Detection time of the last role change. */
  LAST_CHANGE_DETECTED(
      "redisfailover_resource_last_role_change_detected_seconds",
      List.of("kind"),
      "From the last answer of the old active server to the decision, in the last"
          + " role change."),
  /** Duration of the last role change. */
  LAST_CHANGE_DURATION(
      "redisfailover_resource_last_role_change_duration_seconds",
      List.of("kind"),
      "From the last answer of the old active server until clients were routed to"
          + " the new one, in the last role change.");

  private final String meterName;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  private final String description;

  ResourceMeter(String meterName, List<String> labels, String description) {
    this.meterName = meterName;
    this.labels = labels;
    this.description = description;
  }

  /** {@return its name in Prometheus} */
  public String meterName() {
    return meterName;
  }

  /** {@return the names of its own labels, in the order of the samples} */
  public List<String> labels() {
    return labels;
  }

  /** {@return its description, one sentence} */
  public String description() {
    return description;
  }
}
