package io.redisfailover.proxy.check;

import io.redisfailover.failover.model.Printable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The content that an {@code expect} searches for anywhere in the received bytes. */
public sealed interface BytePattern {

  /** {@return the smallest number of bytes that can contain it; with fewer there is no verdict} */
  int leastLength();

  /** {@return whether it occurs in the first {@code length} bytes of {@code buffer}} */
  boolean occursIn(byte[] buffer, int length);

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
    public boolean occursIn(byte[] buffer, int length) {
      return text.occurIn(buffer, length);
    }

    @Override
    public String whenAwaited() {
      return "expect string " + whenJudged();
    }

    @Override
    public String whenJudged() {
      return "'" + Printable.of(text.asText()) + "'";
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
    public boolean occursIn(byte[] buffer, int length) {
      return octets.occurIn(buffer, length);
    }

    @Override
    public String whenAwaited() {
      return "expect binary " + whenJudged();
    }

    @Override
    public String whenJudged() {
      return "'" + HexFormat.of().formatHex(octets.toArray()) + "'";
    }
  }

  /**
   * {@code rstring}: a regular expression, each byte one character.
   *
   * @param regex what to find
   */
  record Regex(Pattern regex) implements BytePattern {
    @Override
    public int leastLength() {
      return 0;
    }

    @Override
    public boolean occursIn(byte[] buffer, int length) {
      return regex.matcher(new String(buffer, 0, length, StandardCharsets.ISO_8859_1)).find();
    }

    @Override
    public String whenAwaited() {
      return "expect regex";
    }

    @Override
    public String whenJudged() {
      return "(regex)";
    }
  }
}
