package io.redisfailover.proxy.runtimeapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The help, and what HAProxy says to a command that it does not know. */
final class CommandHelp {
  /** Most commands that are proposed. */
  private static final int MOST = 5;

  private static final String ALWAYS =
      RuntimeCommand.usage("help [<command>]", "list matching or all commands")
          + RuntimeCommand.usage("prompt", "toggle interactive mode with prompt")
          + RuntimeCommand.usage("quit", "disconnect");

  private final List<Entry> entries;

  /**
   * One line of the help.
   *
   * @param words the words of its command
   * @param usage the line, with its line end
   */
  record Entry(List<String> words, String usage) {}

  private record Match(Entry entry, int distance) {}

  CommandHelp(List<Entry> entries) {
    this.entries = entries.stream().sorted(Comparator.comparing(Entry::usage)).toList();
  }

  /** {@return the help for these words: everything, when there are none} */
  String help(List<String> words) {
    return "The following commands are valid at this level:\n" + fitting(words);
  }

  /** {@return what is said to words that no command begins with} */
  String unknown(List<String> words) {
    return words.isEmpty()
        ? "Unknown command. Please enter one of the following commands only:\n" + fitting(words)
        : "Unknown command, but maybe one of the following ones is a better match:\n"
            + fitting(words);
  }

  private String fitting(List<String> words) {
    int known = entries.stream().mapToInt(entry -> common(entry.words(), words)).max().orElse(0);
    List<Entry> family =
        entries.stream().filter(entry -> common(entry.words(), words) == known).toList();
    List<Entry> near = nearest(family, words, known);
    return (near.isEmpty() ? family : near).stream().map(Entry::usage).collect(Collectors.joining())
        + ALWAYS;
  }

  private static int common(List<String> left, List<String> right) {
    int common = 0;
    while (common < Math.min(left.size(), right.size())
        && left.get(common).equals(right.get(common))) {
      common++;
    }
    return common;
  }

  /** {@return the commands that are most like the words behind those that are right} */
  private List<Entry> nearest(List<Entry> family, List<String> words, int known) {
    if (words.size() <= known) {
      return List.of();
    }
    List<String> rest = words.subList(known, Math.min(words.size(), Math.max(known, MOST)));
    List<Match> matches = new ArrayList<>();
    for (Entry entry : family) {
      List<String> wanted = entry.words().subList(known, entry.words().size());
      int distance = WordPicture.of(rest).distance(WordPicture.of(wanted));
      if (distance < 5 * (length(rest) + length(wanted)) / 2) {
        matches.add(new Match(entry, distance));
      }
    }
    matches.sort(Comparator.comparingInt(Match::distance));
    return matches.stream()
        .limit(MOST)
        .filter(match -> match.distance() <= 5 * matches.getFirst().distance() / 2)
        .map(Match::entry)
        .sorted(Comparator.comparing(Entry::usage))
        .toList();
  }

  private static int length(List<String> words) {
    return words.stream().mapToInt(String::length).sum();
  }
}
