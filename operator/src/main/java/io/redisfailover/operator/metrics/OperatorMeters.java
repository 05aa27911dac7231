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
 * All meters of an operator: of each resource what its status says, of the reconciler what the SDK
 * counts, of the process what the JVM knows. Thread-safe.
 */
public final class OperatorMeters implements AutoCloseable {
  /** Name of the gauge that says which operator leads. */
  static final String LEADING = "redisfailover_operator_leading";

  /** Name of the counter of Events; Prometheus adds {@code _total}. */
  static final String EVENTS = "redisfailover_resource_events";

  static final String ABOUT_LEADING =
      "1 for the operator that works, 0 for one that waits for it to go.";

  static final String ABOUT_EVENTS =
      "Events of the resource by their reason, since this operator started.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<ResourceMeter, MultiGauge> gauges = new EnumMap<>(ResourceMeter.class);
  private final Map<Tags, List<Sample>> samples = new TreeMap<>(OperatorMeters::compare);

  /**
   * None of a resource yet.
   *
   * @param leading whether this operator leads, asked at each reading
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

  /** {@return where the SDK counts; nothing of a single resource, as these come and go} */
  public Metrics ofTheReconciler() {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  /** A status was written: its numbers stand until the next one. */
  public synchronized void show(RedisFailover resource, RedisFailoverStatus status) {
    List<Sample> now = Samples.of(status);
    if (!now.equals(samples.put(tags(resource), now))) {
      refresh();
    }
  }

  /** An Event was made. */
  public void happened(RedisFailover resource, String reason) {
    Counter.builder(EVENTS)
        .description(ABOUT_EVENTS)
        .tags(tags(resource).and("reason", reason))
        .register(registry)
        .increment();
  }

  /** A resource is gone: nothing more is said of it. */
  public synchronized void forget(RedisFailover resource) {
    Tags tags = tags(resource);
    samples.remove(tags);
    refresh();
    registry.find(EVENTS).tags(tags).counters().forEach(registry::remove);
  }

  /** {@return everything, in Prometheus's text format} */
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

  private static Tags own(Sample sample) {
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
