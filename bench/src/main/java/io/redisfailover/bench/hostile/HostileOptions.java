package io.redisfailover.bench.hostile;

import io.redisfailover.bench.machine.OptionValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of {@code bench/hostile}.
 *
 * @param minutes how long writers, peers and faults go on
 * @param json the file for the result
 */
record HostileOptions(int minutes, Optional<Path> json) {
  static final String USAGE =
      """
      usage: bench/hostile [--minutes N] [--json FILE]
        --minutes N   how long, 1 to 1440 (10)
        --json FILE   write the result to FILE

      Exit codes: 0 every bar holds, 1 a bar is missed, 2 wrong command line.\
      """;

  private static final Set<String> NAMES = Set.of("--minutes", "--json");
  private static final int MINUTES = 10;
  private static final int MOST_MINUTES = 24 * 60;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static HostileOptions parse(List<String> arguments) {
    OptionValues given = OptionValues.parse(arguments, NAMES);
    return new HostileOptions(
        given.count("--minutes", MINUTES, MOST_MINUTES), given.path("--json"));
  }
}
