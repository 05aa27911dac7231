package io.redisfailover.proxy.check;

import java.util.regex.Pattern;

/**
 * Searches with a limit, as PCRE does: an expression that would need too many steps, or too much
 * stack, counts as not found. Without it, one answer of a server could stop the loop of the checks.
 */
final class RegexSearch {
  /** PCRE's limit of steps; some hundred milliseconds. */
  private static final int MOST_READS = 10_000_000;

  private RegexSearch() {}

  /** {@return whether {@code regex} is found in {@code text} within the limit} */
  static boolean finds(Pattern regex, String text) {
    try {
      return regex.matcher(new Limited(text)).find();
    } catch (LimitReached | StackOverflowError tooMuch) {
      return false;
    }
  }

  private static final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitReached() {
      super("too many steps", null, false, false);
    }
  }

  /** Counts the characters that are read of it. */
  private static final class Limited implements CharSequence {
    private final String text;
    private int reads;

    Limited(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads > MOST_READS) {
        throw new LimitReached();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
