package io.redisfailover.proxy.check;

/** Makes text from outside safe for one line of a log or a page. */
final class Printable {
  private Printable() {}

  /** {@return {@code text} with line ends and other control characters written as escapes} */
  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      switch (character) {
        case '\r' -> printable.append("\\r");
        case '\n' -> printable.append("\\n");
        case '\t' -> printable.append("\\t");
        default -> {
          if (Character.isISOControl(character)) {
            printable.append(String.format("\\x%02x", (int) character));
          } else {
            printable.append(character);
          }
        }
      }
    }
    return printable.toString();
  }
}
