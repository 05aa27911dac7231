package io.redisfailover.proxy.stats.export;

import java.util.stream.Collectors;

/** The meters as a table in Markdown, for the documentation. */
final class MetersTable {
  private MetersTable() {}

  static String render() {
    return "| meter | type | unit | what it says |\n|---|---|---|---|\n"
        + Meter.ALL.stream().map(MetersTable::row).collect(Collectors.joining());
  }

  private static String row(Meter meter) {
    String unit = meter.unit().isEmpty() ? "–" : meter.unit();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(meter.name(), meter.type().word(), unit, meter.help());
  }
}
