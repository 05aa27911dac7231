package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/checks.md} says of the language what the program does. */
class CheckDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/checks.md");

  @Test
  void namesEveryVerdict() throws IOException {
    String text = Files.readString(DOCUMENT);
    assertThat(Arrays.stream(CheckStatus.values()).map(status -> "`" + status.name() + "`"))
        .allMatch(text::contains);
  }

  @Test
  void saysHowManyChecksAreComparedWithHaproxy() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains("It compares " + ConformanceRows.all().size() + " named checks");
  }

  @Test
  void quotesTheRefusalsAsTheyAre() throws IOException {
    List<List<String>> rows = rows("| rule | error |");
    assertThat(rows).hasSizeGreaterThan(5);
    for (List<String> row : rows) {
      String rule = row.getFirst().substring(1, row.getFirst().length() - 1);
      assertThatIllegalArgumentException()
          .as(rule)
          .isThrownBy(() -> CheckScript.parse(List.of(rule)))
          .withMessage("check rule 1: " + row.getLast());
    }
  }

  /** Each word of the language that a table explains is a word of the language. */
  @Test
  void explainsOptionsThatExist() throws IOException {
    for (List<String> row : rows("| option of `expect` | effect |")) {
      String option = row.getFirst().substring(1, row.getFirst().indexOf(' '));
      String value =
          switch (option) {
            case "min-recv" -> "3";
            case "ok-status" -> "L7OK";
            case "error-status" -> "L7RSP";
            case "tout-status" -> "L7TOUT";
            case "status-code" -> "int(1)";
            default -> "text";
          };
      assertThat(CheckScript.parse(List.of("expect " + option + " " + value + " string x")).steps())
          .as(option)
          .hasSize(1);
    }
  }

  private static List<List<String>> rows(String header) throws IOException {
    return Files.readString(DOCUMENT)
        .lines()
        .dropWhile(line -> !line.equals(header))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.substring(2, line.length() - 2))
        .map(line -> List.of(line.split(" \\| ", 2)))
        .toList();
  }
}
