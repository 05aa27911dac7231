package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build takes from others, and how it is named. */
class SupplyChainTest {
  private static final Path GITHUB = Path.of("..", ".github");
  private static final Pattern ACTION = Pattern.compile("(?m)^[ -]*uses: *(.+)$");
  private static final Pattern PINNED =
      Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");

  /** A tag can be moved to other code; the comment says the tag, and the bot renews both. */
  @Test
  void everyActionIsNamedByItsCommit() throws IOException {
    List<String> actions = new ArrayList<>();
    try (Stream<Path> workflows = Files.list(GITHUB.resolve("workflows"))) {
      for (Path workflow : workflows.toList()) {
        ACTION
            .matcher(Files.readString(workflow))
            .results()
            .forEach(action -> actions.add(action.group(1).strip()));
      }
    }
    assertThat(actions).hasSizeGreaterThan(3).allMatch(PINNED.asMatchPredicate());
  }

  @Test
  void theBotLeavesOutNoUpdateOfNetty() throws IOException {
    String bot = Files.readString(GITHUB.resolve("dependabot.yml"));
    assertThat(bot).contains("ignore:");
    assertThat(bot.substring(bot.indexOf("ignore:"))).doesNotContain("netty");
  }
}
