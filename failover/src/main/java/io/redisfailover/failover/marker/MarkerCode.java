package io.redisfailover.failover.marker;

import io.redisfailover.failover.model.Marker;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The code of a library that carries one marker: the only owner of its text.
 *
 * @param marker the marker
 * @param history the replication id that the data had when it was written
 * @param key the id of the key that signed it
 * @param mac the signature
 * @param suffix what follows on the name of the library in that of its function; empty in what
 *     earlier builds wrote
 */
record MarkerCode(Marker marker, String history, String key, String mac, String suffix) {
  private static final int LONGEST_HISTORY = 64;
  private static final int KEY_DIGITS = 8;
  private static final int MAC_DIGITS = 64;
  private static final int SUFFIX_DIGITS = 16;

  /** Words of the line of the marker, in the order of {@link #text}. */
  private static final int WORDS = 13;

  private static final String FUNCTION_NAME = "function_name='";

  /**
   * {@return the code}
   *
   * @param library the name of the library
   */
  String text(String library) {
    return "#!lua name=%s\n-- redis-failover marker 1: epoch %s history %s key %s mac %s\n"
            .formatted(library, marker.text(), history, key, mac)
        + "redis.register_function{%s%s%s',callback=function() return '%s' end,"
            .formatted(FUNCTION_NAME, library, suffix, marker.text())
        + "flags={'no-writes','allow-stale'}}";
  }

  /** {@return what the name of a function may end with, from a random number} */
  static String suffix(long random) {
    return "_%016x".formatted(random);
  }

  /**
   * Reads a code, which anybody may have written. Nothing but exactly what {@link #text} makes is
   * one.
   *
   * @param library the name of the library that has it
   */
  static Optional<MarkerCode> parse(String library, String code) {
    String[] lines = code.split("\n", 4);
    String[] words = lines.length == 3 ? lines[1].split(" ", WORDS + 1) : lines;
    if (words.length != WORDS) {
      return Optional.empty();
    }
    return Marker.parse(words[5] + " " + words[6])
        .map(marker ->
            new MarkerCode(marker, words[8], words[10], words[12], suffix(library, lines[2])))
        .filter(read -> read.isWellFormed() && read.text(library).equals(code));
  }

  private static String suffix(String library, String function) {
    int begin = function.indexOf(FUNCTION_NAME + library);
    int from = begin + FUNCTION_NAME.length() + library.length();
    int end = begin < 0 ? -1 : function.indexOf('\'', from);
    return end < 0 ? "" : function.substring(from, end);
  }

  private boolean isWellFormed() {
    return !history.isEmpty()
        && history.length() <= LONGEST_HISTORY
        && isOf(history, character -> character >= '!' && character <= '~')
        && isHex(key, KEY_DIGITS)
        && isHex(mac, MAC_DIGITS)
        && (suffix.isEmpty()
            || (suffix.startsWith("_") && isHex(suffix.substring(1), SUFFIX_DIGITS)));
  }

  private static boolean isHex(String text, int digits) {
    return text.length() == digits
        && isOf(
            text,
            character ->
                (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f'));
  }

  private static boolean isOf(String text, IntPredicate characters) {
    return text.chars().allMatch(characters);
  }
}
