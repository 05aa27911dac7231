package io.redisfailover.operator.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container said before it failed, without what differs at each start. Pure.
 *
 * @param text why it failed
 * @param unreadableData whether it cannot read its own files
 */
record LastWords(String text, boolean unreadableData) {
  /** A line of Redis' log: process, role, time, level. Warnings have the level {@code #}. */
  private static final Pattern LOGGED =
      Pattern.compile("\\d+:[A-Z] \\d+ \\w+ \\d+ [0-9:.]+ (?<level>[.*#-]) (?<text>.*)");

  /** What failed, and what that leads to. */
  private static final int WARNINGS = 2;

  /** An error of the configuration file. */
  private static final int LINES = 4;

  /** Redis and Valkey of all releases. */
  private static final List<String> UNREADABLE =
      List.of("reading the append only file", "Fatal error loading the DB");

  /**
   * {@return the last words that say why it failed; empty when there are none}
   *
   * @param log the end of its log
   */
  static Optional<LastWords> of(String log) {
    List<String> lines = log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    List<String> warnings = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String line : lines) {
      Matcher logged = LOGGED.matcher(line);
      if (!logged.matches()) {
        others.add(line);
      } else if (logged.group("level").equals("#")) {
        warnings.add(logged.group("text"));
      }
    }
    String words = others.isEmpty() ? last(warnings, WARNINGS, "; ") : last(others, LINES, ", ");
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new LastWords(words, UNREADABLE.stream().anyMatch(words::contains)));
  }

  private static String last(List<String> lines, int most, String between) {
    return String.join(between, lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }
}
