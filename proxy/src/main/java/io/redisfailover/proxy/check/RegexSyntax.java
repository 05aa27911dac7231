package io.redisfailover.proxy.check;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles a regular expression that was written for HAProxy's PCRE, so that it means the same to
 * Java: a dot matches no line feed, a bracket expression holds no other bracket expression, and
 * {@code [:digit:]} is a class.
 */
final class RegexSyntax {
  private static final Pattern CLASS_NAME = Pattern.compile("\\[:(\\^?)([a-z]+):\\]");
  private static final Pattern QUANTIFIER = Pattern.compile("\\{\\d+(,\\d*)?\\}");
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alpha", "p{Alpha}"),
          Map.entry("digit", "p{Digit}"),
          Map.entry("alnum", "p{Alnum}"),
          Map.entry("upper", "p{Upper}"),
          Map.entry("lower", "p{Lower}"),
          Map.entry("punct", "p{Punct}"),
          Map.entry("xdigit", "p{XDigit}"),
          Map.entry("cntrl", "p{Cntrl}"),
          Map.entry("graph", "p{Graph}"),
          Map.entry("print", "p{Print}"),
          Map.entry("blank", "p{Blank}"),
          Map.entry("ascii", "p{ASCII}"),
          Map.entry("space", "s"),
          Map.entry("word", "w"));

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private int at;

  private RegexSyntax(String source) {
    this.source = source;
  }

  /**
   * {@return the compiled expression}
   *
   * @throws java.util.regex.PatternSyntaxException when Java cannot express it
   */
  static Pattern compile(String source) {
    RegexSyntax syntax = new RegexSyntax(source);
    while (syntax.at < source.length()) {
      syntax.outside();
    }
    return Pattern.compile(syntax.target.toString(), Pattern.UNIX_LINES);
  }

  private void outside() {
    char character = source.charAt(at);
    if (character == '\\') {
      escape();
    } else if (character == '[') {
      bracket();
    } else if (character == '{'
        && !QUANTIFIER.matcher(source).region(at, source.length()).lookingAt()) {
      target.append("\\{");
      at++;
    } else if (source.startsWith("(?P<", at)) {
      target.append("(?<");
      at += 4;
    } else {
      target.append(character);
      at++;
    }
  }

  /** Copies an escape; from {@code \Q} on, all that it quotes. */
  private void escape() {
    int end = Math.min(at + 2, source.length());
    if (source.startsWith("\\Q", at)) {
      int close = source.indexOf("\\E", at);
      end = close < 0 ? source.length() : close + 2;
    }
    target.append(source, at, end);
    at = end;
  }

  private void bracket() {
    target.append('[');
    at++;
    if (source.startsWith("^", at)) {
      target.append('^');
      at++;
    }
    boolean first = true;
    while (at < source.length() && (first || source.charAt(at) != ']')) {
      inside();
      first = false;
    }
    if (at < source.length()) {
      target.append(']');
      at++;
    }
  }

  private void inside() {
    char character = source.charAt(at);
    Matcher named = CLASS_NAME.matcher(source).region(at, source.length());
    if (named.lookingAt() && CLASSES.containsKey(named.group(2))) {
      String name = CLASSES.getOrDefault(named.group(2), "");
      boolean negated = !named.group(1).isEmpty();
      target.append('\\').append(negated ? Character.toUpperCase(name.charAt(0)) : name.charAt(0));
      target.append(name, 1, name.length());
      at = named.end();
    } else if (source.startsWith("\\b", at)) {
      target.append("\\x08");
      at += 2;
    } else if (character == '\\') {
      escape();
    } else {
      boolean special =
          character == '[' || character == ']' || character == '&' || character == '^';
      target.append(special ? "\\" : "").append(character);
      at++;
    }
  }
}
