package io.redisfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MutantTableTest {
  private static final Pattern MUTANT = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/protocol.md"));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Test
  void hasARowForEveryMutantAndForNoOther() throws IOException {
    assertThat(named())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(files("dialogues").stream(), files("redis").stream()).toList());
  }

  private List<String> named() {
    return MUTANT.matcher(page).results().map(row -> row.group(1)).toList();
  }

  private static List<String> files(String kind) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("mutants", kind))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
