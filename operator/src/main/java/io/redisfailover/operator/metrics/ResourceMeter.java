package io.redisfailover.operator.metrics;

import java.util.List;

/**
 * The gauges of a resource. All have the labels {@code namespace} and {@code name}, of the
 * resource. What is not known has no sample.
 */
public enum ResourceMeter {
  /** What holds. */
  CONDITION(
      "redisfailover_resource_condition",
      List.of("condition"),
      "1 while the condition of the status is True, 0 while it is False; absent while it is"
          + " Unknown."),
  /** The phase. */
  PHASE("redisfailover_resource_phase", List.of("phase"), "1 for the phase that it is in."),
  /** Who takes the clients. */
  ACTIVE(
      "redisfailover_resource_active",
      List.of("node"),
      "1 for the server that takes the clients, 0 for the other one."),
  /** What the servers are. */
  ROLE("redisfailover_resource_role", List.of("node", "role"), "1 for the role of the server."),
  /** The number of the line. */
  EPOCH(
      "redisfailover_resource_epoch",
      List.of(),
      "Number of the line of the active server; it grows with every change."),
  /** The proxies. */
  PROXIES(
      "redisfailover_resource_proxies",
      List.of("state"),
      "Proxies that are desired, ready, and agreeing with the operator."),
  /** When the last change was. */
  LAST_CHANGE(
      "redisfailover_resource_last_change_timestamp_seconds",
      List.of("kind"),
      "When the active server last changed, in Unix time."),
  /** How long it took to see that it was needed. */
  LAST_CHANGE_DETECTED(
      "redisfailover_resource_last_change_detected_seconds",
      List.of("kind"),
      "From the last answer of the old server to the decision, at the last change."),
  /** How long it took in all. */
  LAST_CHANGE_DURATION(
      "redisfailover_resource_last_change_duration_seconds",
      List.of("kind"),
      "From the last answer of the old server until clients were served, at the last change.");

  private final String meterName;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  private final String description;

  ResourceMeter(String meterName, List<String> labels, String description) {
    this.meterName = meterName;
    this.labels = labels;
    this.description = description;
  }

  /** {@return the name under which Prometheus knows it} */
  public String meterName() {
    return meterName;
  }

  /** {@return the names of its labels beside those that all have, in the order of the samples} */
  public List<String> labels() {
    return labels;
  }

  /** {@return what it says, in a sentence} */
  public String description() {
    return description;
  }
}
