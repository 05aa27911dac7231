package io.redisfailover.failover.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that signs texts (HMAC-SHA-256). Its text form shows no secret.
 *
 * @param secret the secret
 */
public record SigningKey(SecretKeySpec secret) {
  private static final String ALGORITHM = "HmacSHA256";

  /** {@return the key of a text that is not empty} */
  public static SigningKey of(String text) {
    return new SigningKey(new SecretKeySpec(text.getBytes(UTF_8), ALGORITHM));
  }

  /** {@return the signature of a text, 64 hexadecimal digits} */
  public String sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  /** {@return whether this key has signed a text} It takes as long for a wrong signature. */
  public boolean verifies(String text, String signature) {
    return MessageDigest.isEqual(sign(text).getBytes(US_ASCII), signature.getBytes(US_ASCII));
  }

  @Override
  public String toString() {
    return "SigningKey";
  }
}
