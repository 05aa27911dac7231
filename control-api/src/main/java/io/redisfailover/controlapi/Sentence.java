package io.redisfailover.controlapi;

/**
 * Makes a sentence of the words that a decision or an outcome carries, for a status, an Event or a
 * terminal. In a log the words follow on a verb and stay as they are.
 */
public final class Sentence {
  private Sentence() {}

  /** {@return the words with a capital letter and one full stop} */
  public static String of(String words) {
    if (words.isEmpty()) {
      return words;
    }
    int first = words.codePointAt(0);
    String capital =
        Character.toString(Character.toUpperCase(first))
            + words.substring(Character.charCount(first));
    return capital.codePointBefore(capital.length()) == '.' ? capital : capital + ".";
  }
}
