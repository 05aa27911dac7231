package io.redisfailover.proxy.check;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The bytes that one check received since its last send. Used on the loop of the check. */
final class ReceivedBytes {
  private final byte[] content = new byte[CheckScript.BUFFER_BYTES];
  private int length;

  /** Appends as much of {@code more} as fits; the rest stays in it, and nothing is released. */
  void append(ByteBuf more) {
    int count = Math.min(more.readableBytes(), content.length - length);
    more.readBytes(content, length, count);
    length += count;
  }

  void clear() {
    length = 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  boolean isFull() {
    return length == content.length;
  }

  int length() {
    return length;
  }

  /** {@return the bytes, each as one character} */
  String asText() {
    return octets(content, length);
  }

  /** {@return the first {@code length} bytes, each as one character} */
  static String octets(byte[] buffer, int length) {
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  boolean contains(BytePattern pattern, RegexSearch search) {
    return pattern.occursIn(content, length, search);
  }
}
