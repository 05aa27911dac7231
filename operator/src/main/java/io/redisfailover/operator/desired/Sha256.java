package io.redisfailover.operator.desired;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of texts. */
final class Sha256 {
  private Sha256() {}

  /** {@return the digest of a text in UTF-8, in hexadecimal digits} */
  static String of(String text) {
    return HexFormat.of().formatHex(bytes(text));
  }

  /** {@return the digest of bytes, in hexadecimal digits} */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }

  /** {@return the first 16 digits of it, which tell one text from another} */
  static String beginning(String text) {
    return HexFormat.of().formatHex(bytes(text), 0, 8);
  }

  private static byte[] bytes(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
