package io.redisfailover.bench.table;

import java.util.Locale;

/** The table of {@code bench/failover --baseline}, made from the comparison alone. */
public final class NotWorseTable {
  private NotWorseTable() {}

  /** {@return the table, and the verdict as its closing line} */
  public static String render(NotWorse comparison) {
    Markdown table =
        new Markdown(
            "scenario",
            "clients",
            "pause",
            "baseline / ours: samples (rounds)",
            "median, ms",
            "ratio (at most %s)".formatted(ratio(NotWorse.MEDIAN_LIMIT, 100)),
            "p99, ms",
            "ratio (at most %s)".formatted(ratio(NotWorse.P99_LIMIT, 100)),
            "medians of the rounds, ms",
            "min - max, ms");
    comparison.rows().forEach(row -> add(row, table));
    return table.text() + "\n" + counts(comparison) + "\n" + comparison.sentence() + "\n";
  }

  private static String counts(NotWorse comparison) {
    Markdown table =
        new Markdown("scenario", "clients", "what", "baseline / ours", "in a round: min - max");
    for (Counted it : comparison.counts()) {
      table.row(
          it.scenario().text(),
          it.kind().text(),
          it.what().text(),
          marked(it.baseline().getSum() + " / " + it.ours().getSum(), it.isOver()),
          "%d - %d / %d - %d"
              .formatted(
                  it.baseline().getMin(),
                  it.baseline().getMax(),
                  it.ours().getMin(),
                  it.ours().getMax()));
    }
    return table.text();
  }

  private static void add(NotWorse.Row row, Markdown table) {
    Sampled before = row.baseline();
    Sampled now = row.ours();
    table.row(
        row.scenario().text(),
        row.kind().text(),
        row.pause().text(),
        "%d (%d) / %d (%d)"
            .formatted(before.all().count(), before.rounds(), now.all().count(), now.rounds()),
        before.all().median() + " / " + now.all().median(),
        marked(ratio(now.all().median(), before.all().median()), row.isMedianOver()),
        before.all().p99() + " / " + now.all().p99(),
        marked(ratio(now.all().p99(), before.all().p99()), row.isP99Over()),
        "%d - %d / %d - %d"
            .formatted(
                before.medians().min(),
                before.medians().max(),
                now.medians().min(),
                now.medians().max()),
        "%d - %d / %d - %d"
            .formatted(before.all().min(), before.all().max(), now.all().min(), now.all().max()));
  }

  private static String marked(String value, boolean over) {
    return over ? "**" + value + "**" : value;
  }

  /** Three digits: 1.104 is over a limit of 1.100. */
  private static String ratio(int ours, int baseline) {
    return baseline == 0
        ? "%d / 0".formatted(ours)
        : String.format(Locale.ROOT, "%.3f", (double) ours / baseline);
  }
}
