package io.redisfailover.operator.desired;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the notation of Go and Kubernetes: {@code 1500ms}, {@code 2s}, {@code 1h30m}. */
public final class GoDuration {
  private static final Pattern WHOLE = Pattern.compile("(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");

  private GoDuration() {}

  /**
   * Reads a duration, to the millisecond.
   *
   * @throws IllegalArgumentException if the text is not a duration, which the schema prevents
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a duration; use a value such as 1500ms");
    }
    BigDecimal millis = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      millis = millis.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
    }
    return Duration.ofMillis(millis.longValue());
  }

  /** {@return the text with one unit: milliseconds, or seconds where they are whole} */
  static String oneUnit(String text) {
    long millis = parse(text).toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m" -> 60_000;
          default -> 3_600_000;
        });
  }
}
