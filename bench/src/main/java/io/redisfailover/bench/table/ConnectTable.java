package io.redisfailover.bench.table;

import io.redisfailover.bench.result.ConnectResult;
import io.redisfailover.bench.result.Quantiles;
import java.util.List;
import java.util.Locale;

/** The table of {@code bench/connect}, made from its result alone. */
public final class ConnectTable {
  private ConnectTable() {}

  /** {@return the table with what it was measured on, as Markdown} */
  public static String render(ConnectResult result) {
    List<ConnectResult.ConnectTimes> targets = result.targets();
    Markdown table =
        new Markdown(
            "target",
            "connect and first command, us",
            "ratio to " + targets.getFirst().target(),
            "first command of an open connection, us",
            "ratio");
    ConnectResult.ConnectTimes first = targets.getFirst();
    for (ConnectResult.ConnectTimes it : targets) {
      table.row(
          it.target(),
          inWords(it.connectMicros()),
          ratio(it.connectMicros(), first.connectMicros()),
          inWords(it.firstCommandMicros()),
          ratio(it.firstCommandMicros(), first.firstCommandMicros()));
    }
    return """
    `bench/connect %s`, %s; %d rounds, one after the other, of %d connections to each target.
    Machine: %s; load %.1f before the run. Each figure is the median of the rounds' medians, with the lowest and the highest of them.

    %s\
    """
        .formatted(
            result.command(),
            result.date(),
            first.connectMicros().size(),
            result.connections(),
            result.machine().inWords(),
            result.load(),
            table.text());
  }

  private static String inWords(List<Integer> micros) {
    Quantiles it = Quantiles.of(micros);
    return "%d (%d-%d)".formatted(it.median(), it.min(), it.max());
  }

  private static String ratio(List<Integer> micros, List<Integer> to) {
    double ratio = (double) Quantiles.of(micros).median() / Quantiles.of(to).median();
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}
