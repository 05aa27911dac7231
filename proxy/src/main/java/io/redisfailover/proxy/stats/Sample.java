package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One value of a meter.
 *
 * @param labels its labels
 * @param value its value
 */
record Sample(SortedMap<String, String> labels, double value) {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  static Sample of(double value, Map<String, String> labels) {
    return new Sample(new TreeMap<>(labels), value);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  static double flag(boolean yes) {
    return yes ? 1 : 0;
  }

  /** {@return one value without labels} */
  static List<Sample> single(double value) {
    return List.of(of(value, Map.of()));
  }

  /** {@return one value without labels, or none} */
  static List<Sample> optional(Optional<Double> value) {
    return value.map(Sample::single).orElse(List.of());
  }

  /** {@return one value with the label {@code proxy}} */
  static List<Sample> ofProxy(StatusSnapshot status, double value) {
    return List.of(of(value, Map.of("proxy", status.frontend().name())));
  }

  /** {@return one value for each server of which there is one, labelled {@code proxy, server}} */
  static List<Sample> ofServers(
      StatusSnapshot status, Function<ServerStatus, Optional<Double>> value) {
    List<Sample> samples = new ArrayList<>();
    for (Node node : Node.values()) {
      value
          .apply(status.server(node))
          .ifPresent(found -> samples.add(ofServer(status, node, found)));
    }
    return samples;
  }

  static Sample ofServer(StatusSnapshot status, Node node, double value) {
    return of(value, Map.of("proxy", status.frontend().name(), "server", node.displayName()));
  }

  Sample with(String label, String text) {
    SortedMap<String, String> more = new TreeMap<>(labels);
    more.put(label, text);
    return new Sample(more, value);
  }
}
