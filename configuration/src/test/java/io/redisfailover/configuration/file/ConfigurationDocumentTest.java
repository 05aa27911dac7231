package io.redisfailover.configuration.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.yaml.KeyTable;
import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.acl.ReservedCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
  private static final String BEGIN = "<!-- keys: begin (generated) -->\n";
  private static final String END = "<!-- keys: end -->";

  private static final String USER = "user shop on >PASSWORD ";

  /** With {@code -Ddocs.write=true} it writes the line instead. */
  @Test
  void withholdsFromAnApplicationWhatFailoverKeepsForItself() throws Exception {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(USER) + USER.length();
    String rules =
        ReservedCommands.withheldFrom(AclRules.EVERYTHING, AclDialect.SUBCOMMANDS, false)
            .toString();
    String expected = text.substring(0, begin) + rules + text.substring(text.indexOf('\n', begin));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("run with -Ddocs.write=true to write the rules anew")
        .isEqualTo(expected);
  }

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
