package io.redisfailover.proxy.check;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Splits one line into words as HAProxy 2.6 does: blanks separate, {@code #} begins a comment,
 * quotes keep blanks together, a backslash escapes, and double quotes take in variables of the
 * environment. A backslash before a character that has no escape is kept; at the end of a line it
 * is a backslash too: no line continues in the next one.
 */
public final class HaproxyWords {
  private final String line;
  private final UnaryOperator<String> variables;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private char quote;
  private int at;

  private HaproxyWords(String line, UnaryOperator<String> variables) {
    this.line = line;
    this.variables = variables;
  }

  /**
   * Splits a line.
   *
   * @param line without its line end
   * @param variables yields what stands for a variable, by what follows its {@code $}: {@code NAME}
   *     or {@code {NAME-VALUE}}; throws {@link IllegalArgumentException} where there is none
   * @return its words, none for a blank line or a comment. One may hold a NUL character, with which
   *     HAProxy ends a text
   * @throws IllegalArgumentException with what is wrong and what to do, to follow a place and a
   *     colon; no text of the line is in it, because it may hold a password
   */
  public static List<String> split(String line, UnaryOperator<String> variables) {
    return new HaproxyWords(line, variables).split();
  }

  private List<String> split() {
    for (; at < line.length(); at++) {
      char character = line.charAt(at);
      if (character == '#' && quote == 0) {
        break;
      }
      if (quote == 0 && isBlank(character)) {
        flush();
      } else {
        begun = true;
        take(character);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is not closed; add the closing quote");
    }
    flush();
    return words;
  }

  private void take(char character) {
    if (character == '\\' && quote != '\'') {
      escape();
    } else if (character == quote || (quote == 0 && isQuote(character))) {
      quote = quote == 0 ? character : 0;
    } else if (character == '$' && quote == '"') {
      variable();
    } else {
      word.append(character);
    }
  }

  private static boolean isQuote(char character) {
    return character == '"' || character == '\'';
  }

  /** Line ends are no blanks: a file's line has none, and a text from YAML means them. */
  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t' || character == '\u000b' || character == '\f';
  }

  private void flush() {
    if (begun) {
      words.add(word.toString());
      word.setLength(0);
      begun = false;
    }
  }

  private void escape() {
    char kind = at + 1 < line.length() ? line.charAt(at + 1) : '\0';
    switch (kind) {
      case 'r' -> word.append('\r');
      case 'n' -> word.append('\n');
      case 't' -> word.append('\t');
      case ' ', '\\', '#', '"', '\'' -> word.append(kind);
      case 'x' -> word.append(hexadecimal());
      case '$' -> word.append(quote == '"' ? "$" : "\\$");
      default -> {
        word.append('\\');
        return;
      }
    }
    at += kind == 'x' ? 3 : 1;
  }

  private char hexadecimal() {
    try {
      return (char) HexFormat.fromHexDigits(line, at + 2, at + 4);
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      throw new IllegalArgumentException(
          "\\x is not followed by two hexadecimal digits; write \\\\x for a backslash and an x",
          wrong);
    }
  }

  private void variable() {
    int from = at + 1;
    int to = from;
    if (to < line.length() && line.charAt(to) == '{') {
      to = line.indexOf('}', to) + 1;
      to = to == 0 ? line.length() : to;
    } else {
      while (to < line.length() && isNamePart(line.charAt(to))) {
        to++;
      }
    }
    word.append(variables.apply(line.substring(from, to)));
    at = to - 1;
  }

  private static boolean isNamePart(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_';
  }
}
