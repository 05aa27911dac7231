package io.redisfailover.proxy.check;

import io.redisfailover.failover.model.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

  /**
   * {@return a text as the language of checks sees it: one character for each byte of its UTF-8
   * form}
   */
  public static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * {@return bytes for people: as UTF-8 where they are, on one line}
   *
   * @param octets one character for each byte
   */
  static String readable(String octets) {
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Printable.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException noText) {
      StringBuilder escaped = new StringBuilder();
      for (byte each : bytes) {
        escaped.append(
            each < 0 ? "\\x%02x".formatted(each & 0xff) : Printable.of("" + (char) each));
      }
      return escaped.toString();
    }
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
