package io.redisfailover.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Printable;
import io.redisfailover.operator.Crd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits of the operator that docs/security.md names are those of the code. */
class OperatorLimitsTest {
  private static final Path PAGE = Path.of("..", "docs", "security.md");

  @Test
  void namesTheLimitsOfTheOperatorAsTheCodeHasThem() throws IOException {
    String page = Files.readString(PAGE);
    List<String> rows =
        page.substring(
                page.indexOf("<!-- limits of the operator: begin"),
                page.indexOf("<!-- limits of the operator: end -->"))
            .lines()
            .skip(3)
            .toList();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0))
        .startsWith("| " + HealthServer.PORT + " |")
        .contains(
            "one request, %,d bytes of head".formatted(OneRequestServer.LARGEST_HEAD_BYTES),
            "| %d s |".formatted(OneRequestServer.LONGEST.toSeconds()),
            OneRequestServer.MOST_CONNECTIONS + " connections");
    assertThat(rows.get(1)).contains("100 settings, 1,024 characters each");
    assertThat(Files.readString(Crd.FILE)).contains("maxProperties: 100", "maxLength: 1024");
    assertThat(rows.get(2)).contains("%,d characters".formatted(Printable.LONGEST));
    assertThat(page).contains("%,d bytes are asked".formatted(OneRequestServer.SOCKET_BYTES));
  }
}
