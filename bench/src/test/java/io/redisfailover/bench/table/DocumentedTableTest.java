package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.Bar;
import io.redisfailover.bench.result.ConnectResult;
import io.redisfailover.bench.result.DetectionResult;
import io.redisfailover.bench.result.HostileResult;
import io.redisfailover.bench.result.JsonFile;
import io.redisfailover.bench.result.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/benchmarks.md and docs/detection.md say what the results beside them say. To write its
 * tables anew: {@code mvn test -pl bench -am -Dbenchmarks.table=write}.
 */
class DocumentedTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "benchmarks.md");
  private static final Path DETECTION = Path.of("..", "docs", "detection.md");
  private static final Path RESULTS = Path.of("..", "docs", "benchmarks");

  @Test
  void isTheTableOfTheCommittedResults() throws IOException {
    isWritten(
        DOCUMENT,
        "failover",
        ComparisonTable.render(ResultsFile.read(RESULTS.resolve("failover.json"))));
  }

  @Test
  void isTheTableOfTheCommittedRunWithHostilePeers() throws IOException {
    isWritten(
        DOCUMENT,
        "hostile",
        HostileTable.render(JsonFile.read(RESULTS.resolve("hostile.json"), HostileResult.class)));
  }

  @Test
  void isTheTableOfTheCommittedConnections() throws IOException {
    isWritten(
        DOCUMENT,
        "connect",
        ConnectTable.render(JsonFile.read(RESULTS.resolve("connect.json"), ConnectResult.class)));
  }

  @Test
  void isTheTableOfTheCommittedCurvesOfDetection() throws IOException {
    isWritten(
        DETECTION,
        "detection",
        DetectionTable.render(
            JsonFile.read(RESULTS.resolve("detection.json"), DetectionResult.class)));
  }

  @ParameterizedTest
  @EnumSource
  void namesTheGoalsThatTheBarsAreMadeOf(Bar bar) throws IOException {
    String goals = "median %s, p99 %s |".formatted(time(bar.median()), time(bar.p99()));
    assertThat(Files.readAllLines(DOCUMENT))
        .anyMatch(
            line -> line.startsWith("| ") && line.contains(bar.text()) && line.contains(goals));
  }

  private static String time(int millis) {
    return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }

  private static void isWritten(Path document, String block, String table) throws IOException {
    String begin = "<!-- " + block + ": begin (generated) -->\n";
    String end = "<!-- " + block + ": end -->";
    String before = Files.readString(document);
    String expected =
        before.substring(0, before.indexOf(begin) + begin.length())
            + table
            + before.substring(before.indexOf(end));
    if ("write".equals(System.getProperty("benchmarks.table"))) {
      Files.writeString(document, expected);
    }
    assertThat(Files.readString(document)).isEqualTo(expected);
  }
}
