package io.redisfailover.bench.connect;

import io.redisfailover.bench.machine.OptionValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of {@code bench/connect}.
 *
 * @param rounds how often every target is connected to, in turn
 * @param connections connections to each target in each round
 * @param json the file for the result
 */
record ConnectOptions(int rounds, int connections, Optional<Path> json) {
  static final String USAGE =
      """
      usage: bench/connect [--rounds N] [--connections N] [--json FILE]
        --rounds N        rounds, 1 to 1000 (20)
        --connections N   connections to each target in each round, 1 to 10000 (300)
        --json FILE       write the result to FILE

      Exit codes: 0 it was measured, 1 it could not be, 2 wrong command line.\
      """;

  private static final Set<String> NAMES = Set.of("--rounds", "--connections", "--json");
  private static final int ROUNDS = 20;
  private static final int MOST_ROUNDS = 1000;
  private static final int CONNECTIONS = 300;
  private static final int MOST_CONNECTIONS = 10_000;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static ConnectOptions parse(List<String> arguments) {
    OptionValues given = OptionValues.parse(arguments, NAMES);
    return new ConnectOptions(
        given.count("--rounds", ROUNDS, MOST_ROUNDS),
        given.count("--connections", CONNECTIONS, MOST_CONNECTIONS),
        given.path("--json"));
  }
}
