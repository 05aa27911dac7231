package io.redisfailover.proxy.stats;

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
 * @param help what it says, in one sentence
 * @param source its values of a moment; none when nothing is known
 */
record Meter(
    String name,
    Type type,
    String unit,
    String help,
    Function<StatusSnapshot, List<Sample>> source) {
  /** Every meter there is, in the order in which they are shown. */
  static final List<Meter> ALL =
      Stream.concat(OwnMeters.ALL.stream(), HaproxyMeters.ALL.stream()).toList();

  /** How a meter's value moves. */
  enum Type {
    /** It goes up and down. */
    GAUGE,
    /** It only grows, until the process starts anew. */
    COUNTER;

    /** {@return Prometheus's word for it} */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Meter gauge(
      String name, String unit, String help, Function<StatusSnapshot, List<Sample>> source) {
    return new Meter(name, Type.GAUGE, unit, help, source);
  }

  static Meter counter(
      String name, String unit, String help, Function<StatusSnapshot, List<Sample>> source) {
    return new Meter(name, Type.COUNTER, unit, help, source);
  }
}
