package io.redisfailover.proxy.check;

/** HAProxy's reading of numbers in texts. */
final class Numbers {
  private static final long LARGEST = Integer.MAX_VALUE;

  private Numbers() {}

  /** {@return the number that {@code text} begins with, at most 2147483647; 0 without one} */
  static int leading(String text) {
    boolean negative = text.startsWith("-");
    long number = 0;
    for (int at = negative || text.startsWith("+") ? 1 : 0; at < text.length(); at++) {
      char digit = text.charAt(at);
      if (digit < '0' || digit > '9' || number > LARGEST) {
        break;
      }
      number = number * 10 + (digit - '0');
    }
    int limited = (int) Math.min(number, LARGEST);
    return negative ? -limited : limited;
  }

  /**
   * {@return a whole number}
   *
   * @param name what the number is, for the error
   */
  static int whole(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          name + ": '" + Bytes.readable(text) + "' is no number; use a whole number", wrong);
    }
  }
}
