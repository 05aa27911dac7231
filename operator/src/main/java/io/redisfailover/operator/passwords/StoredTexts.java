package io.redisfailover.operator.passwords;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads what was stored as texts. Of what is in a Secret the scripts of the pods read the same
 * ({@code passwords.sh}): they know bytes, so blanks are those of ASCII, in any locale.
 */
public final class StoredTexts {
  private static final Pattern ENDS = Pattern.compile("[\r\n]");
  private static final Pattern AROUND = Pattern.compile("^[ \t\u000B\f]+|[ \t\u000B\f]+$");

  private StoredTexts() {}

  /** {@return the lines of a text that are not blank, without blanks around them} */
  public static List<String> lines(String text) {
    return ENDS.splitAsStream(text)
        .map(line -> AROUND.matcher(line).replaceAll(""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  static List<String> lines(Map<String, String> texts, String key) {
    return lines(texts.getOrDefault(key, ""));
  }

  /** {@return the words of a line} */
  static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  /** {@return whether a word is a SHA-256: a server does not start with a digest that is none} */
  static boolean isDigest(String word) {
    return word.matches("[0-9a-f]{64}");
  }

  /** {@return the text of a moment; empty for the beginning of time} */
  static String text(Instant moment) {
    return moment.equals(Instant.EPOCH) ? "" : moment.toString();
  }

  /** {@return a moment; the beginning of time where the text is none} */
  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException none) {
      return Instant.EPOCH;
    }
  }
}
