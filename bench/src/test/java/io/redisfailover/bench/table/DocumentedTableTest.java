package io.redisfailover.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.bench.result.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/benchmarks.md says what the results beside it say. */
class DocumentedTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "benchmarks.md");
  private static final Path RESULTS = Path.of("..", "docs", "benchmarks", "failover.json");
  private static final String BEGIN = "<!-- failover: begin (generated) -->\n";
  private static final String END = "<!-- failover: end -->";

  /** To write it anew: {@code mvn test -pl bench -am -Dbenchmarks.table=write}. */
  @Test
  void isTheTableOfTheCommittedResults() throws IOException {
    String before = Files.readString(DOCUMENT);
    String expected =
        before.substring(0, before.indexOf(BEGIN) + BEGIN.length())
            + ComparisonTable.render(ResultsFile.read(RESULTS))
            + before.substring(before.indexOf(END));
    if ("write".equals(System.getProperty("benchmarks.table"))) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
  }
}
