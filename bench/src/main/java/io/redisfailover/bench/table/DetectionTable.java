package io.redisfailover.bench.table;

import io.redisfailover.bench.result.DetectionResult;
import io.redisfailover.bench.result.Disturbance;
import io.redisfailover.bench.result.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of {@code bench/detection}, made from its result alone. */
public final class DetectionTable {
  private static final String NOT_MEASURED = "-";

  private DetectionTable() {}

  /** {@return the tables with what they were measured on, as Markdown} */
  public static String render(DetectionResult result) {
    return """
    `bench/detection %s`, %s; seed %d; %d s of each disturbance; snapshots of %d GiB; processor time by %s.
    Machine: %s; load %.1f before the run.

    %s
    %s%s\
    """
        .formatted(
            result.command(),
            result.date(),
            result.seed(),
            result.seconds(),
            result.gibibytes(),
            result.quota(),
            result.machine().inWords(),
            result.load(),
            hangs(result),
            calm(result),
            skipped(result));
  }

  private static String hangs(DetectionResult result) {
    Markdown table =
        new Markdown("`detection.timeout`", "hangs", "write again after: median (min-max), ms");
    for (DetectionResult.DetectionPoint point : result.points()) {
      table.row(timeout(point), point.hangMillis().size(), inWords(point.hangMillis()));
    }
    return table.text();
  }

  private static String inWords(List<Integer> millis) {
    if (millis.isEmpty()) {
      return NOT_MEASURED;
    }
    Quantiles it = Quantiles.of(millis);
    return "%d (%d-%d)".formatted(it.median(), it.min(), it.max());
  }

  private static String calm(DetectionResult result) {
    List<String> columns = new ArrayList<>(List.of("`detection.timeout`"));
    Arrays.stream(Disturbance.values()).map(Disturbance::text).forEach(columns::add);
    Markdown table = new Markdown(columns.toArray(String[]::new));
    for (DetectionResult.DetectionPoint point : result.points()) {
      List<String> row = new ArrayList<>(List.of(timeout(point)));
      for (Disturbance disturbance : Disturbance.values()) {
        row.add(
            of(point, disturbance)
                .filter(it -> it.skipped().isEmpty())
                .map(DetectionTable::cell)
                .findFirst()
                .orElse(NOT_MEASURED));
      }
      table.row(row.toArray());
    }
    return table.text();
  }

  private static Stream<DetectionResult.DisturbedCalm> of(
      DetectionResult.DetectionPoint point, Disturbance disturbance) {
    return point.calm().stream().filter(it -> it.disturbance() == disturbance);
  }

  private static String cell(DetectionResult.DisturbedCalm calm) {
    return String.format(
        Locale.ROOT, "%d; %.1f s", calm.roleChanges(), calm.longestWaitMillis() / 1000.0);
  }

  private static String timeout(DetectionResult.DetectionPoint point) {
    return point.timeoutMillis() + " ms";
  }

  private static String skipped(DetectionResult result) {
    StringBuilder text = new StringBuilder();
    for (DetectionResult.DetectionPoint point : result.points()) {
      point.calm().stream()
          .filter(it -> !it.skipped().isEmpty())
          .forEach(it ->
              text.append(
                  "\nSKIPPED: %s with %s: %s\n"
                      .formatted(it.disturbance().text(), timeout(point), it.skipped())));
    }
    return text.toString();
  }
}
