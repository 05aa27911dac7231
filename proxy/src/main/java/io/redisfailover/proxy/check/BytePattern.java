package io.redisfailover.proxy.check;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The content that an {@code expect} searches for anywhere in the received bytes. */
sealed interface BytePattern {

  /** {@return the smallest number of bytes that can contain it; with fewer there is no verdict} */
  int leastLength();

  /**
   * {@return whether it occurs in the first {@code length} bytes of {@code buffer}}
   *
   * @param search the searches of the check
   */
  boolean occursIn(byte[] buffer, int length, RegexSearch search);

  /** {@return HAProxy's words in a time-out, for instance {@code expect string '+PONG'}} */
  String whenAwaited();

  /** {@return HAProxy's words in a mismatch, for instance {@code '+PONG'}} */
  String whenJudged();

  /**
   * {@code string}.
   *
   * @param text the bytes to find
   */
  record Text(Bytes text) implements BytePattern {
    @Override
    public int leastLength() {
      return text.length();
    }

    @Override
    public boolean occursIn(byte[] buffer, int length, RegexSearch search) {
      return text.occurIn(buffer, length);
    }

    @Override
    public String whenAwaited() {
      return "expect string " + whenJudged();
    }

    @Override
    public String whenJudged() {
      return "'" + Bytes.readable(text.asText()) + "'";
    }
  }

  /**
   * {@code binary}.
   *
   * @param octets the bytes to find
   */
  record Binary(Bytes octets) implements BytePattern {
    @Override
    public int leastLength() {
      return octets.length();
    }

    @Override
    public boolean occursIn(byte[] buffer, int length, RegexSearch search) {
      return octets.occurIn(buffer, length);
    }

    @Override
    public String whenAwaited() {
      return "expect binary '" + Bytes.readable(octets.asText()) + "'";
    }

    @Override
    public String whenJudged() {
      return "(binary)";
    }
  }

  /**
   * {@code rstring} and {@code rbinary}: a regular expression, each byte one character or two
   * hexadecimal digits.
   *
   * @param regex what to find
   * @param inHex whether it is searched for in the bytes as upper case hexadecimal digits
   */
  record Regex(Pattern regex, boolean inHex) implements BytePattern {
    @Override
    public int leastLength() {
      return 0;
    }

    @Override
    public boolean occursIn(byte[] buffer, int length, RegexSearch search) {
      return search.finds(regex, inHex ? hex(buffer, length) : octets(buffer, length));
    }

    /** HAProxy writes the digits into a buffer as large as that of the bytes. */
    private static String hex(byte[] buffer, int length) {
      int bytes = Math.min(length, CheckScript.BUFFER_BYTES / 2);
      String digits = HexFormat.of().withUpperCase().formatHex(buffer, 0, bytes);
      return digits.substring(0, Math.min(digits.length(), CheckScript.BUFFER_BYTES - 1));
    }

    private static String octets(byte[] buffer, int length) {
      return ReceivedBytes.octets(buffer, Math.min(length, CheckScript.BUFFER_BYTES - 1));
    }

    @Override
    public String whenAwaited() {
      return inHex ? "expect binary regex" : "expect regex";
    }

    @Override
    public String whenJudged() {
      return inHex ? "(binary regex)" : "(regex)";
    }
  }

  /**
   * {@code string-lf} and {@code binary-lf}: what a format yields at the moment.
   *
   * @param format the format
   * @param binary whether it yields hexadecimal digits
   */
  record Format(CheckFormat format, boolean binary) implements BytePattern {
    @Override
    public int leastLength() {
      return 0;
    }

    /**
     * {@return the bytes to find}
     *
     * @throws IllegalArgumentException with HAProxy's words, when the format yields none
     */
    BytePattern in(CheckScene scene) {
      Optional<String> text = format.in(scene);
      if (text.isEmpty()) {
        throw new IllegalArgumentException("log-format string evaluated to an empty string");
      }
      if (!binary) {
        return new Text(Bytes.ofAscii(text.get()));
      }
      try {
        return new Text(CheckRuleParser.hex(text.get()));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "Failed to parse hexastring resulting of eval of a log-format string", wrong);
      }
    }

    @Override
    public boolean occursIn(byte[] buffer, int length, RegexSearch search) {
      throw new IllegalStateException("a format was not evaluated");
    }

    @Override
    public String whenAwaited() {
      return binary ? "expect log-format binary" : "expect log-format string";
    }

    @Override
    public String whenJudged() {
      return binary ? "(log-format binary)" : "(log-format string)";
    }
  }
}
