package io.redisfailover.proxy.stats.export;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
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
record MeterSample(SortedMap<String, String> labels, double value) {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  static MeterSample of(double value, Map<String, String> labels) {
    return new MeterSample(new TreeMap<>(labels), value);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  static double flag(boolean yes) {
    return yes ? 1 : 0;
  }

  /** {@return one value without labels} */
  static List<MeterSample> single(double value) {
    return List.of(of(value, Map.of()));
  }

  /** {@return one value without labels, or none} */
  static List<MeterSample> optional(Optional<Double> value) {
    return value.map(MeterSample::single).orElse(List.of());
  }

  /** {@return one value with the label {@code proxy}} */
  static List<MeterSample> ofProxy(StatusSnapshot status, double value) {
    return List.of(of(value, Map.of("proxy", status.frontend().name())));
  }

  /** {@return one value for each server of which there is one, labelled {@code proxy, server}} */
  static List<MeterSample> ofServers(
      StatusSnapshot status, Function<ServerSnapshot, Optional<Double>> value) {
    List<MeterSample> samples = new ArrayList<>();
    for (Server server : Server.values()) {
      value
          .apply(status.server(server))
          .ifPresent(found -> samples.add(ofServer(status, server, found)));
    }
    return samples;
  }

  static MeterSample ofServer(StatusSnapshot status, Server server, double value) {
    return of(value, Map.of("proxy", status.frontend().name(), "server", server.displayName()));
  }

  MeterSample with(String label, String text) {
    SortedMap<String, String> more = new TreeMap<>(labels);
    more.put(label, text);
    return new MeterSample(more, value);
  }
}
