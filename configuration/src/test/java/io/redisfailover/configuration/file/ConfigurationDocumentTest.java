package io.redisfailover.configuration.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.yaml.KeyTable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
  private static final String BEGIN = "<!-- keys: begin (generated) -->\n";
  private static final String END = "<!-- keys: end -->";

  /** With {@code -Ddocs.write=true} it writes the table instead. */
  @Test
  void listsEveryKeyAsTheProgramKnowsIt() throws Exception {
    String text = Files.readString(DOCUMENT);
    String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    String expected =
        before + KeyTable.markdown(ProcessConfig.class) + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("run with -Ddocs.write=true to write the table anew")
        .isEqualTo(expected);
  }
}
