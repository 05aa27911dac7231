package io.redisfailover.failover.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.resp.RespDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProtocolPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)`: [^|]+ \\| `(\\w+)` \\|$");

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/protocol.md"));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Test
  void saysOfEveryFailureWhatItIsToTheProtocol() {
    List<String> rows =
        ROW.matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1) + " " + row.group(2))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ConnectionFailure.values())
                .map(failure -> failure + " " + failure.answer(false).getClass().getSimpleName())
                .toList());
  }

  @Test
  void namesTheLimits() {
    assertThat(page)
        .contains(
            "All of it has %d ms, and %d ms with a lockout"
                .formatted(
                    OrderDialogue.LIMIT.toMillis(), OrderDialogue.LIMIT_LOCKED_OUT.toMillis()))
        .contains("larger than " + RespDecoder.LARGEST_REPLY_BYTES / (1 << 20) + " MiB");
  }
}
