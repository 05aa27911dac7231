package io.redisfailover.configuration.haproxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows a directive.
 *
 * @param line where it stands, from 1
 * @param values its words; they may hold a password
 */
record CfgArguments(int line, List<String> values) {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,12})(us|ms|s|m|h|d)?");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final long LONGEST_MILLIS = 999_999_999L * 3_600_000L;

  /** {@return the only word} */
  String one() throws CfgException {
    if (values.size() != 1) {
      throw new CfgException(
          values.isEmpty()
              ? "The value is missing; add it."
              : "More than one value is set; keep one.");
    }
    return values.getFirst();
  }

  /** Refuses words where none belong. */
  void none() throws CfgException {
    if (!values.isEmpty()) {
      throw new CfgException("It takes no value; remove what follows it.");
    }
  }

  /** {@return the only word, a whole number of at most nine digits} */
  int number() throws CfgException {
    String text = one();
    if (!text.matches("[0-9]{1,9}")) {
      throw new CfgException("The value is no whole number; use one, such as 2.");
    }
    return Integer.parseInt(text);
  }

  /** {@return the only word, a time as HAProxy writes it, in the words of this project's file} */
  String duration() throws CfgException {
    return duration(one());
  }

  /**
   * {@return a time as this project's file writes it}
   *
   * @param time as HAProxy writes it: without a unit in milliseconds
   */
  static String duration(String time) throws CfgException {
    Matcher matcher = TIME.matcher(time);
    if (!matcher.matches()) {
      throw new CfgException("The value is no time; use one, such as 2s or 1500ms.");
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = Optional.ofNullable(matcher.group(2)).orElse("ms");
    long millisOfUnit = MILLIS.getOrDefault(unit, 1L);
    if (number > LONGEST_MILLIS / millisOfUnit) {
      throw new CfgException("The time is too long; use a shorter one.");
    }
    long millis = unit.equals("us") ? Math.ceilDiv(number, 1_000L) : number * millisOfUnit;
    return inWords(millis);
  }

  private static String inWords(long millis) {
    if (millis % 3_600_000 == 0 && millis > 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  @Override
  public String toString() {
    return "arguments of line " + line;
  }
}
