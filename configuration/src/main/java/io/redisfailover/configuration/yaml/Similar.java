package io.redisfailover.configuration.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what an author may have meant. */
public final class Similar {
  private Similar() {}

  /**
   * {@return the known word that differs from the written one in at most two letters, if any}
   *
   * @param written the word that is not known
   * @param known the words that are
   */
  public static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(written, word) <= Math.min(2, word.length() / 2))
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** Letters to insert, delete or replace, capitals not counted. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
