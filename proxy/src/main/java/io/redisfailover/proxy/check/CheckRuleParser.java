package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckStep.Connect;
import io.redisfailover.proxy.check.CheckStep.Expect;
import io.redisfailover.proxy.check.CheckStep.Send;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Parses one {@code tcp-check} rule of HAProxy's language. */
final class CheckRuleParser {
  private final List<String> words;
  private int next;
  private boolean negated;
  private Optional<Integer> minReceived = Optional.empty();
  private String comment = "";

  private CheckRuleParser(List<String> words) {
    this.words = words;
  }

  static CheckStep parse(String rule) {
    List<String> words = words(rule);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the rule is empty");
    }
    CheckRuleParser parser = new CheckRuleParser(words);
    CheckStep step =
        switch (parser.word("a step")) {
          case "connect" -> new Connect();
          case "send" -> new Send(Bytes.ofUtf8(parser.word("the text of send")));
          case "send-binary" -> new Send(hex(parser.word("the bytes of send-binary")));
          case "expect" -> parser.expect();
          case String other ->
              throw new IllegalArgumentException(
                  "'" + other + "' is no step; use connect, send, send-binary or expect");
        };
    if (parser.next < words.size()) {
      throw new IllegalArgumentException(
          "unexpected text after " + words.getFirst() + "; write a blank in a text as '\\ '");
    }
    return step;
  }

  private Expect expect() {
    while (true) {
      switch (word("what to expect")) {
        case "!" -> negated = true;
        case "min-recv" -> minReceived = minReceived(word("the number of min-recv"));
        case "comment" -> comment = word("the text of comment");
        case "string" -> {
          return made(new BytePattern.Text(Bytes.ofUtf8(word("the text of string"))));
        }
        case "rstring" -> {
          return made(new BytePattern.Regex(regex(word("the pattern of rstring"))));
        }
        case "binary" -> {
          return made(new BytePattern.Binary(hex(word("the bytes of binary"))));
        }
        case String other ->
            throw new IllegalArgumentException(
                "expect: '"
                    + other
                    + "' is unknown; use !, min-recv, comment, string, rstring or binary");
      }
    }
  }

  private Expect made(BytePattern pattern) {
    return new Expect(pattern, negated, minReceived, comment);
  }

  private String word(String what) {
    if (next == words.size()) {
      throw new IllegalArgumentException(what + " is missing");
    }
    return words.get(next++);
  }

  private static Optional<Integer> minReceived(String word) {
    try {
      int least = Integer.parseInt(word);
      return least == -1 ? Optional.empty() : Optional.of(least);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("min-recv: '" + word + "' is no number", notANumber);
    }
  }

  private static Pattern regex(String word) {
    try {
      return Pattern.compile(word, Pattern.DOTALL);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException("rstring: " + wrong.getDescription(), wrong);
    }
  }

  private static Bytes hex(String word) {
    try {
      return Bytes.of(HexFormat.of().parseHex(word));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("the bytes are not pairs of hexadecimal digits", wrong);
    }
  }

  /** Splits at blanks; knows HAProxy's escapes and double quotes. */
  private static List<String> words(String rule) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int at = 0; at < rule.length(); at++) {
      char character = rule.charAt(at);
      if (character == '\\') {
        at += unescape(rule, at, word);
        begun = true;
      } else if (character == '"') {
        quoted = !quoted;
        begun = true;
      } else if (!quoted && (character == ' ' || character == '\t')) {
        flush(words, word, begun);
        begun = false;
      } else {
        word.append(character);
        begun = true;
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed; add the closing quote");
    }
    flush(words, word, begun);
    return words;
  }

  private static void flush(List<String> words, StringBuilder word, boolean begun) {
    if (begun) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** Appends the character that the escape at {@code at} stands for. */
  private static int unescape(String rule, int at, StringBuilder word) {
    char kind = at + 1 < rule.length() ? rule.charAt(at + 1) : '\0';
    switch (kind) {
      case 'r' -> word.append('\r');
      case 'n' -> word.append('\n');
      case 't' -> word.append('\t');
      case ' ', '\\', '#', '"', '\'' -> word.append(kind);
      case 'x' -> {
        word.append(hexEscape(rule, at));
        return 3;
      }
      default ->
          throw new IllegalArgumentException(
              "a backslash is not followed by one of r n t x # \\ ' \"");
    }
    return 1;
  }

  private static char hexEscape(String rule, int at) {
    try {
      return (char) HexFormat.fromHexDigits(rule, at + 2, at + 4);
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      throw new IllegalArgumentException("\\x is not followed by two hexadecimal digits", wrong);
    }
  }
}
