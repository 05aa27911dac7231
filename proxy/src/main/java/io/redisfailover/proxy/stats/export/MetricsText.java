package io.redisfailover.proxy.stats.export;

import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders the meters in Prometheus's text format, version 0.0.4. */
public final class MetricsText {
  private MetricsText() {}

  /** {@return every meter that has a value} */
  public static String render(StatusSnapshot status) {
    StringBuilder text = new StringBuilder();
    for (Meter meter : Meter.ALL) {
      List<MeterSample> samples = meter.source().apply(status);
      if (!samples.isEmpty()) {
        text.append("# HELP ").append(meter.name()).append(' ').append(meter.help());
        text.append("\n# TYPE ").append(meter.name()).append(' ');
        text.append(meter.type().word()).append('\n');
        samples.forEach(sample -> line(text, meter, sample));
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, Meter meter, MeterSample sample) {
    text.append(meter.name());
    if (!sample.labels().isEmpty()) {
      text.append(
          sample.labels().entrySet().stream()
              .map(MetricsText::label)
              .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(number(sample.value())).append('\n');
  }

  private static String label(Map.Entry<String, String> label) {
    String escaped =
        label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return label.getKey() + "=\"" + escaped + '"';
  }

  /** Whole numbers without a fraction: offsets are long, and an exponent would be hard to read. */
  private static String number(double value) {
    long whole = (long) value;
    return whole == value ? Long.toString(whole) : Double.toString(value);
  }
}
