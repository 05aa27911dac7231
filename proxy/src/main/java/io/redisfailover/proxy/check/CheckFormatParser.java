package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckFormat.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Parses a log-format string. Errors never show its text, which may contain a password. */
final class CheckFormatParser {
  private final String text;
  private final List<CheckValue> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private CheckFormatParser(String text) {
    this.text = text;
  }

  /** {@return the format} */
  static CheckFormat parse(String text) {
    CheckFormatParser parser = new CheckFormatParser(text);
    while (parser.at < text.length()) {
      parser.part();
    }
    parser.flush();
    return new CheckFormat(parser.parts);
  }

  private void part() {
    char character = text.charAt(at++);
    if (character != '%') {
      literal.append(character);
      return;
    }
    char kind = at < text.length() ? text.charAt(at) : '\0';
    if (kind == '%') {
      literal.append('%');
      at++;
    } else if (kind == '[') {
      SampleParser.Found found = SampleParser.bracketed(text, at + 1);
      add(found.expression());
      at = found.end();
    } else if (Character.isLetter(kind)) {
      add(variable());
    } else if (kind == '{') {
      throw new IllegalArgumentException(
          "%{...}: flags of a variable are not available; use the variable without them");
    } else {
      throw new IllegalArgumentException(
          "a % is followed by no variable; write %% for a percent sign");
    }
  }

  private SampleExpression variable() {
    int from = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    String name = text.substring(from, at);
    return new SampleExpression(value(name), List.of());
  }

  private static boolean isWord(char character) {
    return character < 128 && Character.isLetterOrDigit(character);
  }

  private static Function<CheckScene, Optional<String>> value(String name) {
    return switch (name) {
      case "b" -> scene -> Optional.of(scene.backend());
      case "s" -> scene -> Optional.of(scene.server());
      case "si" -> scene -> CheckFormat.dialled(scene, false);
      case "sp" -> scene -> CheckFormat.dialled(scene, true);
      case "pid" -> scene -> Optional.of(Long.toString(ProcessHandle.current().pid()));
      default ->
          throw new IllegalArgumentException(
              "%"
                  + Bytes.readable(name)
                  + ": a check does not know this variable; use %b, %s, %si, %sp, %pid or"
                  + " %[expression], and %% for a percent sign");
    };
  }

  private void add(CheckValue value) {
    flush();
    parts.add(value);
  }

  private void flush() {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
