package io.redisfailover.bench.soak;

import io.redisfailover.bench.machine.OptionValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The command line of {@code bench/soak}.
 *
 * @param minutes how long new faults come
 * @param seed of the faults; drawn when it is absent
 * @param json the file for the report
 */
record SoakOptions(int minutes, OptionalLong seed, Optional<Path> json) {
  static final String USAGE =
      """
      usage: bench/soak [--minutes N] [--seed N] [--json FILE]
        --minutes N   how long, 1 to 10080 (30)
        --seed N      seed of the faults: the same seed gives the same faults (drawn, and printed)
        --json FILE   write the report to FILE, after each fault

      Exit codes: 0 no finding, 1 a finding, 2 wrong command line.\
      """;

  private static final Set<String> NAMES = Set.of("--minutes", "--seed", "--json");
  private static final int MINUTES = 30;
  private static final int MOST_MINUTES = 7 * 24 * 60;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static SoakOptions parse(List<String> arguments) {
    OptionValues given = OptionValues.parse(arguments, NAMES);
    return new SoakOptions(
        given.count("--minutes", MINUTES, MOST_MINUTES),
        given.number("--seed"),
        given.path("--json"));
  }
}
