package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.CheckSpec;
import io.redisfailover.operator.api.v1.CheckStepSpec;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the steps of a check in the language of HAProxy's {@code tcp-check}. */
final class CheckScriptText {
  private CheckScriptText() {}

  static List<String> of(List<CheckStepSpec> steps) {
    return steps.stream().map(CheckScriptText::of).toList();
  }

  /** {@return where and why the proxies cannot read a step, if they cannot} */
  static Optional<String> refusal(CheckSpec check) {
    List<CheckStepSpec> steps = Optional.ofNullable(check.steps()).orElse(List.of());
    for (int i = 0; i < steps.size(); i++) {
      try {
        Optional.ofNullable(steps.get(i).expectRegex()).ifPresent(Pattern::compile);
        Optional.ofNullable(steps.get(i).expectBinaryRegex()).ifPresent(Pattern::compile);
      } catch (PatternSyntaxException wrong) {
        String field = steps.get(i).expectRegex() == null ? "expectBinaryRegex" : "expectRegex";
        return Optional.of(
            "spec.proxy.check.steps[%d].%s: not a regular expression (%s); correct it."
                .formatted(i, field, wrong.getDescription()));
      }
    }
    return Optional.empty();
  }

  private static String of(CheckStepSpec step) {
    String comment = option("comment", step.comment()).stripTrailing();
    String behind = comment.isEmpty() ? "" : " " + comment;
    if (step.send() != null) {
      return "send " + escaped(step.send()) + behind;
    }
    if (step.sendBinary() != null) {
      return "send-binary " + step.sendBinary() + behind;
    }
    if (step.expect() != null) {
      return expect(step) + "string " + escaped(step.expect());
    }
    if (step.expectRegex() != null) {
      return expect(step) + "rstring " + escaped(step.expectRegex());
    }
    if (step.expectBinary() != null) {
      return expect(step) + "binary " + step.expectBinary();
    }
    if (step.expectBinaryRegex() != null) {
      return expect(step) + "rbinary " + escaped(step.expectBinaryRegex());
    }
    return "connect" + behind;
  }

  private static String expect(CheckStepSpec step) {
    String least = step.minReceived() == null ? "" : "min-recv " + step.minReceived() + " ";
    String not = Optional.ofNullable(step.not()).orElse(false) ? "! " : "";
    return "expect "
        + least
        + option("ok-status", step.okStatus())
        + option("error-status", step.errorStatus())
        + option("tout-status", step.timeoutStatus())
        + option("on-success", step.onSuccess())
        + option("on-error", step.onError())
        + option("comment", step.comment())
        + not;
  }

  private static String option(String name, @Nullable Object value) {
    return value == null ? "" : name + " " + escaped(value.toString()) + " ";
  }

  private static String escaped(String text) {
    return text.chars()
        .mapToObj(character -> escaped((char) character))
        .collect(Collectors.joining());
  }

  private static String escaped(char character) {
    return switch (character) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case ' ', '\\', '#', '"', '\'' -> "\\" + character;
      default ->
          character < ' ' || character == 127
              ? "\\x%02x".formatted((int) character)
              : Character.toString(character);
    };
  }
}
