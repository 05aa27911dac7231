package io.redisfailover.controlapi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows that an answer comes from somebody who knows the token of the control API: the HMAC-SHA-256
 * of its body under the token, 64 hexadecimal digits. The token itself shows that of a question.
 */
public final class TokenSignature {
  /** The header of the answer that has it. */
  public static final String HEADER = "redis-failover-signature";

  private static final String ALGORITHM = "HmacSHA256";

  private TokenSignature() {}

  /**
   * Signs.
   *
   * @param token the token, not empty
   * @param body what is answered
   * @return the signature
   */
  public static String of(String token, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  /**
   * {@return whether a body was signed under this token} It takes as long for a wrong one.
   *
   * @param token the token
   * @param body what was answered
   * @param signature what the answer shows; absent when it shows none
   */
  public static boolean matches(String token, String body, Optional<String> signature) {
    return signature
        .filter(shown ->
            MessageDigest.isEqual(of(token, body).getBytes(US_ASCII), shown.getBytes(US_ASCII)))
        .isPresent();
  }
}
