package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.proxy.stats.model.SampleStatuses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuntimeApiDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "runtime-api.md");
  private static final String BEGIN = "<!-- commands: begin (generated) -->\n";
  private static final String END = "<!-- commands: end -->";

  /** With {@code -Ddocs.write=true} it writes the table instead. */
  @Test
  void listsEveryCommandWithItsLevel() throws Exception {
    String text = Files.readString(DOCUMENT);
    String expected =
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + table()
            + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("run with -Ddocs.write=true to write the table anew")
        .isEqualTo(expected);
  }

  private static String table() {
    return RuntimeCommands.table(SampleView.of(SampleStatuses.normal())).all().stream()
        .sorted(Comparator.comparing(RuntimeCommand::form))
        .map(command ->
            "| `%s` | %s | %s |\n"
                .formatted(command.form().replace("|", "\\|"), command.level(), command.meaning()))
        .collect(
            Collectors.joining(
                "", "| command | level | HAProxy's words for it |\n|---|---|---|\n", ""));
  }
}
