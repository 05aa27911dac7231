package io.redisfailover.controlapi;

/**
 * Makes a sentence of the words that a decision or an outcome carries, for a status, an Event or a
 * terminal. In a log the words follow on a verb and stay as they are.
 */
public final class Sentence {
  private Sentence() {}

  /**
   * {@return the words with a capital letter and one full stop} What they begin with stays as it is
   * when it is no word, but for instance the path of a file.
   */
  public static String of(String words) {
    if (words.isEmpty()) {
      return words;
    }
    String capital = beginsWithAWord(words) ? capitalized(words) : words;
    return capital.codePointBefore(capital.length()) == '.' ? capital : capital + ".";
  }

  /** A path, an address or a key has a character that no word has. */
  private static boolean beginsWithAWord(String words) {
    return words
        .codePoints()
        .takeWhile(character -> character != ' ')
        .allMatch(Sentence::isOfAWord);
  }

  private static boolean isOfAWord(int character) {
    return switch (character) {
      case '\'', '-', ',', ':' -> true;
      default -> Character.isLetter(character);
    };
  }

  private static String capitalized(String words) {
    int first = words.codePointAt(0);
    return Character.toString(Character.toUpperCase(first))
        + words.substring(Character.charCount(first));
  }
}
