package io.redisfailover.configuration.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that a single value can have, and how each is written. */
final class ScalarType {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(Ki|Mi|Gi)?");
  private static final Map<String, Integer> SHIFT = Map.of("Ki", 10, "Mi", 20, "Gi", 30);

  private ScalarType() {}

  /** {@return whether values of this class are single ones} */
  static boolean isScalar(Class<?> type) {
    return type.isEnum()
        || List.of(
                String.class,
                int.class,
                boolean.class,
                Duration.class,
                ByteSize.class,
                Path.class,
                HiddenText.class)
            .contains(type);
  }

  /** {@return how a value of the type is written, for an error and for the documentation} */
  static String words(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(" or "));
    }
    return switch (type.getSimpleName()) {
      case "int" -> "a whole number";
      case "boolean" -> "on or off";
      case "Duration" -> "a duration such as 1500ms, 2s or 5m";
      case "ByteSize" -> "a size such as 512Ki or 16Mi";
      case "Path" -> "a file";
      case "HiddenText" -> "a secret";
      default -> "a text";
    };
  }

  /** {@return the value that the text says, or nothing when it is not of the type} */
  static Optional<Object> parse(Class<?> type, String text) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.toString().equals(text))
          .map(Object.class::cast)
          .findFirst();
    }
    return switch (type.getSimpleName()) {
      case "int" -> text.matches("-?[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : none();
      case "boolean" -> bool(text);
      case "Duration" -> duration(text);
      case "ByteSize" -> size(text);
      case "Path" -> path(text);
      case "HiddenText" -> Optional.of(new HiddenText(text));
      default -> Optional.of(text);
    };
  }

  /** {@return less than, equal to or more than 0, as for {@link Comparable}} */
  static int compare(Object left, Object right) {
    return switch (left) {
      case Integer number -> number.compareTo((Integer) right);
      case Duration duration -> duration.compareTo((Duration) right);
      case ByteSize size -> Long.compare(size.bytes(), ((ByteSize) right).bytes());
      default -> throw new IllegalArgumentException(left.getClass() + " has no order");
    };
  }

  private static Optional<Object> bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true", "yes" -> Optional.of(true);
      case "off", "false", "no" -> Optional.of(false);
      default -> none();
    };
  }

  private static Optional<Object> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return text.equals("0") ? Optional.of(Duration.ZERO) : none();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }

  private static Optional<Object> size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return none();
    }
    int shift = Optional.ofNullable(matcher.group(2)).map(SHIFT::get).orElse(0);
    return Optional.of(new ByteSize(Long.parseLong(matcher.group(1)) << shift));
  }

  private static Optional<Object> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException noPath) {
      return none();
    }
  }

  private static Optional<Object> none() {
    return Optional.empty();
  }
}
