package io.redisfailover.proxy.check;

import java.util.List;

/**
 * The words of one rule of a check, taken one after another. A word has one character for each
 * byte.
 */
final class RuleWords {
  private final List<String> words;
  private int next;

  private RuleWords(List<String> words) {
    this.words = words;
  }

  /**
   * Splits a rule as HAProxy splits a line of its file.
   *
   * @throws IllegalArgumentException without the text of the rule, which may contain a password
   */
  static RuleWords of(String rule) {
    return new RuleWords(HaproxyWords.split(Bytes.octets(rule), RuleWords::variable));
  }

  private static String variable(String name) {
    throw new IllegalArgumentException(
        "$ in double quotes is a variable of the environment, which is not available; write \\$,"
            + " or use single quotes");
  }

  boolean more() {
    return next < words.size();
  }

  /**
   * {@return the next word}
   *
   * @param what the meaning of the word, for the error if there is none
   */
  String next(String what) {
    if (!more()) {
      throw new IllegalArgumentException(what + " is missing");
    }
    String found = words.get(next++);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    if (found.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          what + " contains \\x00, which ends a text; use the binary form of the step");
    }
    return found;
  }
}
