package io.redisfailover.configuration.haproxy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Splits one line into words as HAProxy does: blanks separate, {@code #} begins a comment, quotes
 * keep blanks together, a backslash escapes, and double quotes take environment variables in. A
 * backslash at the end of a line is a backslash: no line continues in the next one.
 *
 * <p>Three things differ, and each is an error with its reason: a variable that is not set (HAProxy
 * takes it for empty), one with {@code [*]}, and {@code \x00} (HAProxy ends the word there).
 */
final class CfgTokenizer {
  /** HAProxy's limit. */
  static final int MOST_WORDS = 64;

  private final String line;
  private final Function<String, Optional<String>> environment;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private char quote;
  private int at;

  private CfgTokenizer(String line, Function<String, Optional<String>> environment) {
    this.line = line;
    this.environment = environment;
  }

  /**
   * Splits a line.
   *
   * @param line without its line end
   * @param environment yields a variable, absent when it is not set
   * @return its words, none for a blank line or a comment
   * @throws CfgException with what is wrong; no text of the line is in it
   */
  static List<String> words(String line, Function<String, Optional<String>> environment)
      throws CfgException {
    return new CfgTokenizer(line, environment).split();
  }

  private List<String> split() throws CfgException {
    while (at < line.length()) {
      char character = line.charAt(at);
      if (character == '\r' || (character == '#' && quote == 0)) {
        break;
      }
      if (quote == 0 && isBlank(character)) {
        flush();
      } else {
        begun = true;
        take(character);
      }
      at++;
    }
    if (quote != 0) {
      throw new CfgException("A quote is not closed; add the closing quote.");
    }
    flush();
    return words;
  }

  private void take(char character) throws CfgException {
    if (character == quote && quote != 0) {
      quote = 0;
    } else if (quote == 0 && (character == '"' || character == '\'')) {
      quote = character;
    } else if (character == '\\' && quote != '\'') {
      escape();
    } else if (character == '$' && quote == '"') {
      variable();
    } else {
      word.append(character);
    }
  }

  private void flush() throws CfgException {
    if (begun) {
      words.add(word.toString());
      word.setLength(0);
      begun = false;
    }
    if (words.size() > MOST_WORDS) {
      throw new CfgException(
          "The line has more than " + MOST_WORDS + " words; split it into several directives.");
    }
  }

  /** An escape that HAProxy does not know keeps its backslash. */
  private void escape() throws CfgException {
    char kind = at + 1 < line.length() ? line.charAt(at + 1) : '\0';
    switch (kind) {
      case ' ', '\\', '#', '"', '\'' -> word.append(kind);
      case 't' -> word.append('\t');
      case 'r' -> word.append('\r');
      case 'n' -> word.append('\n');
      case 'x' -> hex();
      default -> {
        if (kind == '$' && quote == '"') {
          word.append(kind);
        } else {
          word.append('\\');
          at--;
        }
      }
    }
    at++;
  }

  private void hex() throws CfgException {
    int value;
    try {
      value = HexFormat.fromHexDigits(line, at + 2, at + 4);
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      throw new CfgException("\\x is not followed by two hexadecimal digits; correct it.");
    }
    if (value == 0) {
      throw new CfgException("\\x00 ends the word in HAProxy; remove it.");
    }
    word.append((char) value);
    at += 2;
  }

  private void variable() throws CfgException {
    boolean braces = at + 1 < line.length() && line.charAt(at + 1) == '{';
    int from = at + (braces ? 2 : 1);
    int to = from;
    while (to < line.length() && isNamePart(line.charAt(to))) {
      to++;
    }
    if (to == from || Character.isDigit(line.charAt(from))) {
      throw new CfgException(
          "A $ in double quotes names no environment variable; write \\$ for a dollar sign.");
    }
    String name = line.substring(from, to);
    Optional<String> fallback = Optional.empty();
    if (braces) {
      int end = line.indexOf('}', to);
      boolean usual = end == to || (end > to && line.charAt(to) == '-');
      if (!usual) {
        throw new CfgException(
            "The environment variable " + name + " is not written as ${" + name + "}; correct it.");
      }
      fallback = end == to ? fallback : Optional.of(line.substring(to + 1, end));
      to = end + 1;
    }
    word.append(value(name, fallback));
    at = to - 1;
  }

  private String value(String name, Optional<String> fallback) throws CfgException {
    Optional<String> value = environment.apply(name).or(() -> fallback);
    if (value.isEmpty()) {
      throw new CfgException("The environment variable " + name + " is not set; set it.");
    }
    return value.get();
  }

  private static boolean isNamePart(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_';
  }

  private static boolean isBlank(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }
}
