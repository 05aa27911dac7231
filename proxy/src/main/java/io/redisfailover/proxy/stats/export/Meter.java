package io.redisfailover.proxy.stats.export;

import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One meter of {@code /metrics}.
 *
 * @param name its name in the exposition
 * @param type how its value moves
 * @param unit the unit of its value; empty for a flag or a number without one
 * @param help its meaning, in one sentence
 * @param source its values at one moment; none when they are not known
 */
record Meter(
    String name,
    Type type,
    String unit,
    String help,
    Function<StatusSnapshot, List<MeterSample>> source) {
  /** Every meter, in the order in which they are shown. */
  static final List<Meter> ALL =
      Stream.concat(OwnMeters.ALL.stream(), HaproxyMeters.ALL.stream()).toList();

  /** How a meter's value moves. */
  enum Type {
    /** It goes up and down. */
    GAUGE,
    /** It only grows until the process restarts. */
    COUNTER;

    /** {@return Prometheus's name for it} */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Meter gauge(
      String name, String unit, String help, Function<StatusSnapshot, List<MeterSample>> source) {
    return new Meter(name, Type.GAUGE, unit, help, source);
  }

  static Meter counter(
      String name, String unit, String help, Function<StatusSnapshot, List<MeterSample>> source) {
    return new Meter(name, Type.COUNTER, unit, help, source);
  }
}
