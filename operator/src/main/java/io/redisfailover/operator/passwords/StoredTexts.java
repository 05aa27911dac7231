package io.redisfailover.operator.passwords;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** Reads what was stored as texts. */
final class StoredTexts {
  private StoredTexts() {}

  /** {@return the lines of a text that are not blank, without blanks around them} */
  static List<String> lines(Map<String, String> texts, String key) {
    return texts
        .getOrDefault(key, "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** {@return the words of a line} */
  static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  /** {@return whether a word is a SHA-256: a server does not start with a digest that is none} */
  static boolean isDigest(String word) {
    return word.matches("[0-9a-f]{64}");
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
