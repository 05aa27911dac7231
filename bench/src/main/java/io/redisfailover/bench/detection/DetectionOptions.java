package io.redisfailover.bench.detection;

import io.redisfailover.bench.machine.OptionValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The command line of {@code bench/detection}.
 *
 * @param seconds how long each disturbance lasts
 * @param hangs how many real hangs are measured with each {@code detection.timeout}
 * @param gibibytes the data of which snapshots are made
 * @param seed of the order; drawn when it is absent
 * @param json the file for the result
 */
record DetectionOptions(
    int seconds, int hangs, int gibibytes, OptionalLong seed, Optional<Path> json) {
  static final String USAGE =
      """
      usage: bench/detection [--seconds N] [--hangs N] [--gib N] [--seed N] [--json FILE]
        --seconds N   how long each disturbance lasts, 5 to 3600 (30)
        --hangs N     real hangs with each detection.timeout, 1 to 100 (7)
        --gib N       data of which snapshots are made, 1 to 64 GiB (2); needs four times the memory
        --seed N      seed of the order (drawn, and printed)
        --json FILE   write the result to FILE

      Exit codes: 0 it was measured, 1 a part of it could not be, 2 wrong command line.\
      """;

  private static final Set<String> NAMES =
      Set.of("--seconds", "--hangs", "--gib", "--seed", "--json");
  private static final int SECONDS = 30;
  private static final int LEAST_SECONDS = 5;
  private static final int MOST_SECONDS = 3600;
  private static final int HANGS = 7;
  private static final int MOST_HANGS = 100;
  private static final int GIBIBYTES = 2;
  private static final int MOST_GIBIBYTES = 64;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static DetectionOptions parse(List<String> arguments) {
    OptionValues given = OptionValues.parse(arguments, NAMES);
    int seconds = given.count("--seconds", SECONDS, MOST_SECONDS);
    if (seconds < LEAST_SECONDS) {
      throw new IllegalArgumentException(
          "--seconds: %d is out of range; a disturbance comes each %d s."
              .formatted(seconds, LEAST_SECONDS));
    }
    return new DetectionOptions(
        seconds,
        given.count("--hangs", HANGS, MOST_HANGS),
        given.count("--gib", GIBIBYTES, MOST_GIBIBYTES),
        given.number("--seed"),
        given.path("--json"));
  }
}
