package io.redisfailover.bench.soak;

import io.redisfailover.bench.machine.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was asked for.
 *
 * @param minutes how long new faults come
 * @param seed of the faults; without it one is drawn
 * @param json where to write what came out, if anywhere
 */
record Options(int minutes, OptionalLong seed, Optional<Path> json) {
  static final String USAGE =
      """
      usage: bench/soak [--minutes N] [--seed N] [--json FILE]
        --minutes N   how long, 1 to 10080 (30)
        --seed N      of the faults: the same seed gives the same faults (drawn, and printed)
        --json FILE   write what came out there, after each fault

      Exit codes: 0 all is well, 1 something was found, 2 wrong command line.\
      """;

  private static final int MINUTES = 30;
  private static final int MOST_MINUTES = 7 * 24 * 60;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the sentence of what is not understood
   */
  static Options parse(List<String> words) {
    List<String> arguments = Words.split(words);
    Options options = new Options(MINUTES, OptionalLong.empty(), Optional.empty());
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!name.startsWith("--")) {
        throw new IllegalArgumentException("`" + name + "` is no option.");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("There is no value after " + name + ".");
      }
      options = options.with(name, arguments.get(i + 1));
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--minutes" -> new Options(minutes(value), seed, json);
      case "--seed" -> new Options(minutes, OptionalLong.of(number(name, value)), json);
      case "--json" -> new Options(minutes, seed, Optional.of(Path.of(value)));
      default -> throw new IllegalArgumentException("There is no option " + name + ".");
    };
  }

  private static int minutes(String value) {
    long minutes = number("--minutes", value);
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new IllegalArgumentException(
          "--minutes must be from 1 to %d, not %s.".formatted(MOST_MINUTES, value));
    }
    return (int) minutes;
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "%s must be a whole number, not `%s`.".formatted(name, value), wrong);
    }
  }
}
