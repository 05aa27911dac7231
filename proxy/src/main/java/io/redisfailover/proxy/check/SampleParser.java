package io.redisfailover.proxy.check;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Parses a sample expression: a fetch, then converters, with commas between them. */
final class SampleParser {
  private final String text;
  private int at;

  private SampleParser(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * An expression in a longer text.
   *
   * @param expression the expression
   * @param end the index after it
   */
  record Found(SampleExpression expression, int end) {}

  /** {@return the expression that is the whole of {@code text}} */
  static SampleExpression parse(String text) {
    SampleParser parser = new SampleParser(text, 0);
    SampleExpression expression = parser.expression();
    if (parser.at < text.length()) {
      throw new IllegalArgumentException(
          "text follows the expression; write it without blanks, with commas between converters");
    }
    return expression;
  }

  /** {@return the expression from {@code from} to its closing bracket} */
  static Found bracketed(String text, int from) {
    SampleParser parser = new SampleParser(text, from);
    SampleExpression expression = parser.expression();
    if (parser.at == text.length() || text.charAt(parser.at) != ']') {
      throw new IllegalArgumentException("%[ is not closed; add ] after the expression");
    }
    return new Found(expression, parser.at + 1);
  }

  private SampleExpression expression() {
    Function<CheckScene, Optional<String>> fetch = fetch(name(), arguments());
    List<UnaryOperator<String>> converters = new ArrayList<>();
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      converters.add(converter(name(), arguments()));
    }
    return new SampleExpression(fetch, converters);
  }

  private String name() {
    int from = at;
    while (at < text.length() && isName(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isName(char character) {
    return (character < 128 && Character.isLetterOrDigit(character))
        || character == '_'
        || character == '.';
  }

  /** {@return the text between parentheses; empty without them} */
  private String arguments() {
    if (at == text.length() || text.charAt(at) != '(') {
      return "";
    }
    int end = text.indexOf(')', at);
    if (end < 0) {
      throw new IllegalArgumentException("a parenthesis is not closed; add ) after the argument");
    }
    String found = text.substring(at + 1, end);
    if (found.chars().anyMatch(each -> each == '"' || each == '\'' || each == '\\')) {
      throw new IllegalArgumentException(
          "quotes and backslashes in an argument are not available; use an argument without them");
    }
    at = end + 1;
    return found;
  }

  private static Function<CheckScene, Optional<String>> fetch(String name, String argument) {
    return switch (name) {
      case "str" -> scene -> Optional.of(argument);
      case "int" -> {
        String number = Integer.toString(Numbers.whole("int", argument));
        yield scene -> Optional.of(number);
      }
      case "var" -> scene -> Optional.ofNullable(scene.variables().get(argument));
      case "be_name" -> scene -> Optional.of(scene.backend());
      case "srv_name" -> scene -> Optional.of(scene.server());
      case "res.payload" -> payload(argument);
      default ->
          throw new IllegalArgumentException(
              "a check does not know this sample; use str(TEXT), int(NUMBER),"
                  + " var(check.NAME), be_name, srv_name or res.payload(OFFSET,LENGTH)");
    };
  }

  /** A length of 0 means the rest. Bytes that are not there make the sample absent. */
  private static Function<CheckScene, Optional<String>> payload(String argument) {
    List<Integer> numbers = numbers("res.payload", argument, 2);
    int offset = numbers.getFirst();
    int length = numbers.getLast();
    return scene -> {
      String received = scene.received();
      return offset > received.length() || length > received.length() - offset
          ? Optional.empty()
          : Optional.of(
              received.substring(offset, length == 0 ? received.length() : offset + length));
    };
  }

  private static List<Integer> numbers(String name, String argument, int count) {
    List<Integer> numbers = new ArrayList<>();
    for (String word : argument.split(",", -1)) {
      int number = Numbers.whole(name, word);
      if (number < 0) {
        throw new IllegalArgumentException(name + ": " + number + " is negative; use 0 or more");
      }
      numbers.add(number);
    }
    if (numbers.size() != count) {
      throw new IllegalArgumentException(
          name + ": " + numbers.size() + " numbers; use " + count + " with a comma between them");
    }
    return numbers;
  }

  private static UnaryOperator<String> converter(String name, String argument) {
    return switch (name) {
      case "cut_crlf" -> SampleParser::firstLine;
      case "hex" ->
          value -> HexFormat.of().withUpperCase().formatHex(Bytes.ofAscii(value).toArray());
      case "lower" -> value -> shifted(value, 'A', 'a');
      case "upper" -> value -> shifted(value, 'a', 'A');
      case "bytes" -> {
        List<Integer> numbers = numbers("bytes", argument, 2);
        yield value -> section(value, numbers.getFirst(), numbers.getLast());
      }
      default ->
          throw new IllegalArgumentException(
              "a check does not know this converter; use cut_crlf, hex, lower, upper or"
                  + " bytes(OFFSET,LENGTH)");
    };
  }

  private static String section(String value, int offset, int length) {
    int from = Math.min(offset, value.length());
    return value.substring(from, from + Math.min(length, value.length() - from));
  }

  /** Letters of ASCII only: the other bytes may be parts of a character. */
  private static String shifted(String value, char from, char to) {
    StringBuilder shifted = new StringBuilder(value);
    for (int i = 0; i < shifted.length(); i++) {
      int letter = shifted.charAt(i) - from;
      if (letter >= 0 && letter <= 'Z' - 'A') {
        shifted.setCharAt(i, (char) (to + letter));
      }
    }
    return shifted.toString();
  }

  private static String firstLine(String value) {
    int end = 0;
    while (end < value.length() && value.charAt(end) != '\r' && value.charAt(end) != '\n') {
      end++;
    }
    return value.substring(0, end);
  }
}
