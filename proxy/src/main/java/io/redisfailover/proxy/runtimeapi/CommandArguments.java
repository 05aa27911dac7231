package io.redisfailover.proxy.runtimeapi;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, times and names as commands write them. */
final class CommandArguments {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,9})%");
  private static final Pattern SESSION = Pattern.compile("0x([0-9a-fA-F]{1,15})");
  private static final Pattern DELAY = Pattern.compile("([0-9]{1,6})(us|ms|s|m|h|d)?");

  private CommandArguments() {}

  /** {@return a whole number of at most nine digits; absent when the text is none} */
  static OptionalInt whole(String text) {
    return WHOLE.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** {@return the number in front of a percent sign; absent when the text is another one} */
  static OptionalInt percent(String text) {
    Matcher matcher = PERCENT.matcher(text);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** {@return the number of a session, as {@code show sess} shows it; absent when it is none} */
  static OptionalLong session(String text) {
    Matcher matcher = SESSION.matcher(text);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1), 16))
        : OptionalLong.empty();
  }

  /** {@return a time, in seconds without a unit; absent when the text is none} */
  static Optional<Duration> delay(String text) {
    Matcher matcher = DELAY.matcher(text);
    return matcher.matches()
        ? Optional.of(Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2))))
        : Optional.empty();
  }

  private static TemporalUnit unit(@Nullable String word) {
    return switch (word == null ? "s" : word) {
      case "us" -> ChronoUnit.MICROS;
      case "ms" -> ChronoUnit.MILLIS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      case "d" -> ChronoUnit.DAYS;
      default -> ChronoUnit.SECONDS;
    };
  }
}
