package io.redisfailover.failover.model;

/**
 * Makes text of others safe for one line of a log, a page, a terminal or a status: it can end no
 * line, move no cursor and change no direction of reading, and it has a limit.
 */
public final class Printable {
  /** Longest text, in characters, that {@link #shortened} returns. */
  public static final int LONGEST = 1000;

  private static final String CUT = "...";

  private Printable() {}

  /** {@return whether a text shows itself as it is, on one line} */
  public static boolean is(String text) {
    return text.codePoints().noneMatch(Printable::acts);
  }

  /** {@return {@code text} with line ends and other characters that act written as escapes} */
  public static String of(String text) {
    if (is(text)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> printable.append(shown(character)));
    return printable.toString();
  }

  /** {@return the same, with its end left out when it is longer than {@link #LONGEST}} */
  public static String shortened(String text) {
    if (text.length() <= LONGEST && is(text)) {
      return text;
    }
    StringBuilder printable = new StringBuilder();
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      String next = shown(text.codePointAt(at));
      if (printable.length() + next.length() + CUT.length() > LONGEST) {
        return printable.append(CUT).toString();
      }
      printable.append(next);
    }
    return printable.toString();
  }

  private static String shown(int character) {
    return switch (character) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> acts(character) ? escape(character) : Character.toString(character);
    };
  }

  private static String escape(int character) {
    return String.format(character < 0x100 ? "\\x%02x" : "\\u%04x", character);
  }

  /** Format characters turn the direction of what follows, or hide. */
  private static boolean acts(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
