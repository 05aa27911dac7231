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
 * @param fault whether it cannot read its own files, and why
 */
record LastWords(String text, FileFault fault) {
  /** A line of Redis' log: process, role, time, level. Warnings have the level {@code #}. */
  private static final Pattern LOGGED =
      Pattern.compile("\\d+:[A-Z] \\d+ \\w+ \\d+ [0-9:.]+ (?<level>[.*#-]) ?(?<text>.*)");

  /** What failed, and what that leads to. */
  private static final int WARNINGS = 2;

  /** An error of the configuration file, or of the manifest. */
  private static final int LINES = 4;

  /**
   * {@return the last words that say why it failed; empty when there are none}
   *
   * @param log the end of its log
   */
  static Optional<LastWords> of(String log) {
    List<String> said = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String line : log.lines().map(String::strip).toList()) {
      Matcher logged = LOGGED.matcher(line);
      boolean warned = logged.matches() && logged.group("level").equals("#");
      String text = logged.matches() ? logged.group("text") : line;
      if (text.isEmpty() || (logged.matches() && !warned)) {
        continue;
      }
      said.add(text);
      // A warning behind a line of another form belongs to it.
      if (!warned || !others.isEmpty()) {
        others.add(text);
      }
    }
    String words = others.isEmpty() ? last(said, WARNINGS, "; ") : last(others, LINES, ", ");
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new LastWords(words, FileFault.of(said)));
  }

  private static String last(List<String> lines, int most, String between) {
    return String.join(between, lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }
}
