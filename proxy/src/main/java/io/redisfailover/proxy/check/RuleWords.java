package io.redisfailover.proxy.check;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The words of one line of HAProxy's configuration, taken one after another. Blanks separate words,
 * quotes and backslashes protect characters, and {@code #} begins a comment. A word has one
 * character for each byte.
 */
final class RuleWords {
  private final List<String> words = new ArrayList<>();
  private final String line;
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private char quote;
  private int at;
  private int next;

  private RuleWords(String line) {
    this.line = line;
  }

  /**
   * Splits a line as HAProxy 2.6 does.
   *
   * @throws IllegalArgumentException without the text of the line, which may contain a password
   */
  static RuleWords of(String rule) {
    RuleWords words = new RuleWords(Bytes.octets(rule));
    words.split();
    return words;
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

  private void split() {
    for (; at < line.length(); at++) {
      char character = line.charAt(at);
      if (character == '#' && quote == 0) {
        break;
      } else if (character == '\\' && quote != '\'') {
        unescape();
      } else if (opensOrCloses(character)) {
        quote = quote == 0 ? character : 0;
        begun = true;
      } else if (quote == 0 && isBlank(character)) {
        flush();
      } else {
        append(character);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is not closed; add the closing quote");
    }
    flush();
  }

  private boolean opensOrCloses(char character) {
    return character == quote || (quote == 0 && (character == '"' || character == '\''));
  }

  /** Line ends are no blanks here: a file's line has none, and a text from YAML means them. */
  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t' || character == '\u000b' || character == '\f';
  }

  private void append(char character) {
    if (character == '$' && quote == '"') {
      throw new IllegalArgumentException(
          "$ in double quotes is a variable of the environment, which is not available; write \\$,"
              + " or use single quotes");
    }
    word.append(character);
    begun = true;
  }

  private void flush() {
    if (begun) {
      words.add(word.toString());
      word.setLength(0);
      begun = false;
    }
  }

  /** Appends what the escape stands for. A backslash before any other character is kept. */
  private void unescape() {
    begun = true;
    char kind = at + 1 < line.length() ? line.charAt(at + 1) : '\0';
    switch (kind) {
      case 'r' -> word.append('\r');
      case 'n' -> word.append('\n');
      case 't' -> word.append('\t');
      case ' ', '\\', '#', '"', '\'' -> word.append(kind);
      case 'x' -> word.append(hexEscape());
      case '$' -> word.append(quote == '"' ? "$" : "\\$");
      default -> {
        word.append('\\');
        return;
      }
    }
    at += kind == 'x' ? 3 : 1;
  }

  private char hexEscape() {
    try {
      return (char) HexFormat.fromHexDigits(line, at + 2, at + 4);
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      throw new IllegalArgumentException(
          "\\x is not followed by two hexadecimal digits; write \\\\x for a backslash and an x",
          wrong);
    }
  }
}
