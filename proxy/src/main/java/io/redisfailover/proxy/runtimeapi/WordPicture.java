package io.redisfailover.proxy.runtimeapi;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which characters follow which in words, and how often: it tells how like two commands are.
 *
 * @param pairs the number of each pair
 */
record WordPicture(Map<String, Integer> pairs) {
  private static final char EDGE = ' ';
  private static final char OTHER = '-';
  private static final char DIGIT = '0';

  static WordPicture of(List<String> words) {
    Map<String, Integer> pairs = new HashMap<>();
    for (String word : words) {
      char before = EDGE;
      for (char each : word.toLowerCase(Locale.ROOT).toCharArray()) {
        char kind = kind(each);
        pairs.merge("" + before + kind, 1, Integer::sum);
        before = kind;
      }
      pairs.merge("" + before + EDGE, 1, Integer::sum);
    }
    return new WordPicture(Map.copyOf(pairs));
  }

  private static char kind(char each) {
    if (each >= 'a' && each <= 'z') {
      return each;
    }
    return each >= '0' && each <= '9' ? DIGIT : OTHER;
  }

  /** {@return how many pairs differ} */
  int distance(WordPicture other) {
    return (int)
        Stream.concat(pairs.keySet().stream(), other.pairs.keySet().stream())
            .distinct()
            .mapToLong(
                pair -> Math.abs(pairs.getOrDefault(pair, 0) - other.pairs.getOrDefault(pair, 0)))
            .sum();
  }
}
