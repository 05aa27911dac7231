package io.redisfailover.operator.metrics;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * All meters of an operator: of each resource from its status, of the reconciler from the SDK, of
 * the process from the JVM. Thread-safe.
 */
public final class OperatorMeters implements AutoCloseable {
  /** Name of the gauge of the leader. */
  static final String LEADING = "redisfailover_operator_leader";

  /** Name of the counter of Events; Prometheus adds {@code _total}. */
  static final String EVENTS = "redisfailover_resource_events";

  static final String ABOUT_LEADING =
      "1 for the operator that holds the leader lease, 0 for a waiting one.";

  static final String ABOUT_EVENTS =
      "Number of Events of the resource, by reason, since this operator started.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<ResourceMeter, MultiGauge> gauges = new EnumMap<>(ResourceMeter.class);
  private final Map<Tags, List<ResourceSample>> samples = new TreeMap<>(OperatorMeters::compare);

  /**
   * Creates the meters, with no resource.
   *
   * @param leading whether this operator holds the leader lease, asked at each scrape
   */
  public OperatorMeters(BooleanSupplier leading) {
    for (ResourceMeter meter : ResourceMeter.values()) {
      gauges.put(
          meter,
          MultiGauge.builder(meter.meterName())
              .description(meter.description())
              .register(registry));
    }
    Gauge.builder(LEADING, () -> leading.getAsBoolean() ? 1 : 0)
        .description(ABOUT_LEADING)
        .strongReference(true)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** {@return the meters of the SDK, without any of a single resource} */
  public Metrics ofTheReconciler() {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  /** Shows a written status until the next one. */
  public synchronized void show(RedisFailover resource, RedisFailoverStatus status) {
    List<ResourceSample> now = ResourceSamples.of(status);
    if (!now.equals(samples.put(tags(resource), now))) {
      refresh();
    }
  }

  /** Counts an Event. */
  public void happened(RedisFailover resource, String reason) {
    Counter.builder(EVENTS)
        .description(ABOUT_EVENTS)
        .tags(tags(resource).and("reason", reason))
        .register(registry)
        .increment();
  }

  /** Removes the meters of a deleted resource. */
  public synchronized void forget(RedisFailover resource) {
    Tags tags = tags(resource);
    samples.remove(tags);
    refresh();
    registry.find(EVENTS).tags(tags).counters().forEach(registry::remove);
  }

  /** {@return all meters, in Prometheus's text format} */
  public String text() {
    return registry.scrape();
  }

  private void refresh() {
    Map<ResourceMeter, List<MultiGauge.Row<?>>> rows = new EnumMap<>(ResourceMeter.class);
    samples.forEach((resource, values) ->
        values.forEach(sample ->
            rows.computeIfAbsent(sample.meter(), unused -> new ArrayList<>())
                .add(MultiGauge.Row.of(resource.and(own(sample)), sample.value()))));
    gauges.forEach((meter, gauge) -> gauge.register(rows.getOrDefault(meter, List.of()), true));
  }

  private static Tags own(ResourceSample sample) {
    Tags tags = Tags.empty();
    for (int i = 0; i < sample.labels().size(); i++) {
      tags = tags.and(sample.meter().labels().get(i), sample.labels().get(i));
    }
    return tags;
  }

  private static Tags tags(RedisFailover resource) {
    return Tags.of(
        "namespace",
        resource.getMetadata().getNamespace(),
        "name",
        resource.getMetadata().getName());
  }

  private static int compare(Tags one, Tags other) {
    return one.toString().compareTo(other.toString());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
