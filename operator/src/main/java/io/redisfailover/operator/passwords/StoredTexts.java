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

  /** {@return a moment; the beginning of time where none was stored} */
  static Instant instant(Map<String, String> texts, String key) {
    try {
      return Instant.parse(texts.getOrDefault(key, ""));
    } catch (DateTimeParseException none) {
      return Instant.EPOCH;
    }
  }
}
