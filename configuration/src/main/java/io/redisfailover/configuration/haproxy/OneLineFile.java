package io.redisfailover.configuration.haproxy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a file that lost its line breaks, as one that was copied from a web page: a keyword of the
 * section begins a line. HAProxy itself does not read such a file.
 *
 * <p>A comment ends at the next keyword; a directive right behind the {@code #} belongs to it, so
 * that one that was commented out stays so.
 */
final class OneLineFile {
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private String section = "";
  private boolean comment;

  private OneLineFile() {}

  /**
   * {@return the lines, or nothing when the file has line breaks or is no file of one line}
   *
   * @param text the whole file
   */
  static Optional<List<String>> split(String text) {
    List<String> filled = text.lines().filter(line -> !line.isBlank()).toList();
    if (filled.size() != 1) {
      return Optional.empty();
    }
    List<String> words = words(filled.getFirst().strip());
    if (words.size() <= 3 || !CfgReader.SECTIONS.contains(words.getFirst())) {
      return Optional.empty();
    }
    OneLineFile file = new OneLineFile();
    file.take(words);
    return Optional.of(file.lines);
  }

  private void take(List<String> words) {
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      if (CfgReader.SECTIONS.contains(word)) {
        at += begin(words, at, sectionWords(words, at));
        section = word;
      } else if (word.startsWith("#")) {
        String rest = word.substring(1);
        begin("#" + rest);
        comment = true;
        at++;
        at += rest.isEmpty() ? append(words, at, keywords(words, at)) : 0;
      } else if (keywords(words, at) > 0) {
        at += begin(words, at, keywords(words, at));
      } else {
        at += append(words, at, 1);
      }
    }
    flush();
  }

  private int begin(List<String> words, int at, int count) {
    begin("");
    return append(words, at, count);
  }

  private void begin(String first) {
    flush();
    comment = false;
    line.append(first);
  }

  private int append(List<String> words, int at, int count) {
    for (String word : words.subList(at, at + count)) {
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return count;
  }

  private void flush() {
    if (!line.isEmpty() && !comment) {
      lines.add(line.toString());
    }
    line.setLength(0);
  }

  /** The keyword, and the name if one follows. */
  private static int sectionWords(List<String> words, int at) {
    String kind = words.get(at);
    boolean named =
        !kind.equals("global")
            && at + 1 < words.size()
            && !words.get(at + 1).startsWith("#")
            && known(kind, words, at + 1) == 0;
    return named ? 2 : 1;
  }

  private int keywords(List<String> words, int at) {
    return known(section, words, at);
  }

  private static int known(String section, List<String> words, int at) {
    Set<String> names = new HashSet<>();
    names.addAll(
        section.equals("global")
            ? GlobalDirectives.TABLE.byName().keySet()
            : ProxyDirectives.TABLE.byName().keySet());
    int most = Math.min(DirectiveTable.MOST_KEYWORDS, words.size() - at);
    for (int count = most; count > 0; count--) {
      if (names.contains(String.join(" ", words.subList(at, at + count)))) {
        return count;
      }
    }
    return 0;
  }

  /** Splits at blanks, and leaves quotes and escapes as they are. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (quote == 0 && (character == ' ' || character == '\t')) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        continue;
      }
      word.append(character);
      if (character == '\\' && quote != '\'' && at + 1 < text.length()) {
        at++;
        word.append(text.charAt(at));
      } else if (character == quote) {
        quote = 0;
      } else if (quote == 0 && (character == '"' || character == '\'')) {
        quote = character;
      }
    }
    words.add(word.toString());
    return words;
  }
}
