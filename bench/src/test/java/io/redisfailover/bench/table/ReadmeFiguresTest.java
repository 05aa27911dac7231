package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.ClientsResult;
import io.redisfailover.bench.result.Quantiles;
import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.ResultsFile;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The tables of README.md say what was measured. */
class ReadmeFiguresTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path RESULTS = Path.of("..", "docs", "benchmarks", "failover.json");
  private static final Path CLUSTER = Path.of("..", "docs", "failover-figures.md");

  /** Below this, milliseconds are printed, above it seconds with one decimal. */
  private static final int SECONDS_FROM_MILLIS = 1_000;

  /** To write them anew: {@code mvn test -pl bench -am -Dreadme.figures=write}. */
  @Test
  void areThoseOfTheCommittedResults() throws IOException {
    Results results = ResultsFile.read(RESULTS);
    String before = Files.readString(README);
    String expected =
        replaced(replaced(before, "figures", comparison(results)), "cluster", cluster());
    if ("write".equals(System.getProperty("readme.figures"))) {
      Files.writeString(README, expected);
    }
    assertThat(Files.readString(README)).isEqualTo(expected);
  }

  private static String replaced(String text, String block, String content) {
    String begin = "<!-- " + block + ": begin (generated) -->\n";
    String end = "<!-- " + block + ": end -->";
    assertThat(text).contains(begin, end);
    return text.substring(0, text.indexOf(begin) + begin.length())
        + content
        + text.substring(text.indexOf(end));
  }

  private static String comparison(Results results) {
    StringBuilder table =
        new StringBuilder(
            "| | HAProxy, usual setup | HAProxy, tuned | redis-failover |\n|---|---|---|---|\n");
    row(table, "`kill -9`, append-only file", results, Scenario.KILL_AOF);
    row(table, "hang (SIGSTOP, 10 s)", results, Scenario.STOP);
    row(table, "switchover", results, Scenario.PLANNED);
    return table
        .append(
            "\n%d clients, %s, %s.\n"
                .formatted(
                    2 * results.about().clients(),
                    results.about().machine().inWords(),
                    results.about().date()))
        .toString();
  }

  private static void row(StringBuilder table, String title, Results results, Scenario scenario) {
    table.append("| ").append(title);
    for (Contender contender :
        List.of(Contender.HAPROXY_DEFAULT, Contender.HAPROXY_TUNED, Contender.OURS)) {
      table.append(" | ").append(cell(results.of(scenario, contender)));
    }
    table.append(" |\n");
  }

  private static String cell(List<RunResult> runs) {
    List<Integer> pauses =
        runs.stream()
            .flatMap(run -> run.clients().stream())
            .filter(clients -> clients.kind() == ClientKind.IMMEDIATE)
            .map(ClientsResult::faultMillis)
            .flatMap(List::stream)
            .toList();
    return String.format(
        Locale.ROOT,
        "%s; lost %,d of %,d",
        time(Quantiles.of(pauses).median()),
        runs.stream().mapToLong(RunResult::lost).sum(),
        runs.stream().mapToLong(RunResult::acknowledged).sum());
  }

  private static String time(int millis) {
    return millis < SECONDS_FROM_MILLIS
        ? millis + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }

  /** The rows that were played five times. */
  private static String cluster() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| | longest pause of a writer, ms: min / median / max | acknowledged writes lost |\n|---|---|---|\n");
    List<String> rows =
        Files.readAllLines(CLUSTER).stream()
            .filter(line -> line.matches("\\| [^|]+ \\| 5 \\|.*"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(3);
    for (String row : rows) {
      List<String> cells = List.of(row.split("\\|")).stream().map(String::strip).toList();
      table.append(
          "| %s | %s | %s of %s |\n"
              .formatted(cells.get(1), cells.get(3), cells.get(5), grouped(cells.get(4))));
    }
    return table.toString();
  }

  private static String grouped(String count) {
    return String.format(Locale.ROOT, "%,d", Long.parseLong(count));
  }
}
