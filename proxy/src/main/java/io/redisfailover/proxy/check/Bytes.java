package io.redisfailover.proxy.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable sequence of bytes. */
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** {@return a copy of {@code content}} */
  public static Bytes of(byte... content) {
    return new Bytes(content.clone());
  }

  /** {@return the bytes of a text whose characters are all below 256, one byte each} */
  public static Bytes ofAscii(String text) {
    return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** {@return the bytes of a text in UTF-8} */
  public static Bytes ofUtf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return a copy that the caller may change} */
  public byte[] toArray() {
    return content.clone();
  }

  /** {@return the number of bytes} */
  public int length() {
    return content.length;
  }

  /**
   * {@return whether these bytes occur in a row anywhere in the first {@code length} bytes of
   * {@code buffer}}
   */
  boolean occurIn(byte[] buffer, int length) {
    for (int from = 0; from + content.length <= length; from++) {
      if (Arrays.equals(buffer, from, from + content.length, content, 0, content.length)) {
        return true;
      }
    }
    return false;
  }

  /** {@return the bytes as text, one character for each} */
  String asText() {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** {@return the number of bytes only: their content may be secret} */
  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
