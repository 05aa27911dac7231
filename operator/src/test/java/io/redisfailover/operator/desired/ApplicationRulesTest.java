package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.acl.AclDialect;
import io.redisfailover.failover.acl.AclRules;
import io.redisfailover.failover.acl.ReservedCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The rules of the applications' user, which the entry script reads. Written anew with {@code
 * -Dgolden.reference=write}.
 */
class ApplicationRulesTest {
  private static final Path FOLDER =
      Path.of("src/main/resources/io/redisfailover/operator/desired");

  @Test
  void withholdWhatFailoverKeepsForItself() throws IOException {
    Map<String, AclRules> files =
        Map.of(
            "application-6.acl", rules(AclDialect.FIRST_ARGUMENTS, false),
            "application-7.acl", rules(AclDialect.SUBCOMMANDS, false),
            "application-7-functions.acl", rules(AclDialect.SUBCOMMANDS, true));
    for (Map.Entry<String, AclRules> file : files.entrySet()) {
      Path path = FOLDER.resolve(file.getKey());
      String text = file.getValue() + "\n";
      if ("write".equals(System.getProperty("golden.reference"))) {
        Files.writeString(path, text);
      }
      assertThat(path).content().isEqualTo(text);
      assertThat(Scripts.all()).containsEntry(file.getKey(), text);
    }
  }

  private static AclRules rules(AclDialect dialect, boolean functions) {
    return ReservedCommands.withheldFrom(AclRules.EVERYTHING, dialect, functions);
  }
}
