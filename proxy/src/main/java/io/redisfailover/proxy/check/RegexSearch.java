package io.redisfailover.proxy.check;

import java.util.regex.Pattern;

/**
 * The searches of one check, which share a limit of steps. Without it, the answers of one server
 * could stop the loop of the checks: each fragment of them is searched anew. For one thread.
 */
final class RegexSearch {
  /** Steps of one check; some hundred milliseconds. PCRE has five times as many for each search. */
  static final int MOST_READS = 2_000_000;

  private int reads;

  /**
   * Searches.
   *
   * @return whether {@code regex} is found in {@code text}
   * @throws LimitReached when the searches of the check need too many steps, or this one too much
   *     stack
   */
  boolean finds(Pattern regex, String text) {
    try {
      return regex.matcher(new Limited(text)).find();
    } catch (StackOverflowError tooDeep) {
      throw new LimitReached();
    }
  }

  /** Whether an expression is found is not known. */
  static final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitReached() {
      super("too many steps", null, false, false);
    }
  }

  /** Counts the characters that are read of it. */
  private final class Limited implements CharSequence {
    private final String text;

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
