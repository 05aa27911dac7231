package io.redisfailover.controlapi;

import io.redisfailover.failover.signature.SigningKey;
import java.util.Optional;

/**
 * Shows that an answer comes from somebody who knows the token of the control API: the HMAC-SHA-256
 * of its body under the token, 64 hexadecimal digits. The token itself shows that of a question.
 */
public final class TokenSignature {
  /** The header of the answer that has it. */
  public static final String HEADER = "redis-failover-signature";

  private TokenSignature() {}

  /**
   * Signs.
   *
   * @param token the token, not empty
   * @param body what is answered
   * @return the signature
   */
  public static String of(String token, String body) {
    return SigningKey.of(token).sign(body);
  }

  /**
   * {@return whether a body was signed under this token} It takes as long for a wrong one.
   *
   * @param token the token
   * @param body what was answered
   * @param signature what the answer shows; absent when it shows none
   */
  public static boolean matches(String token, String body, Optional<String> signature) {
    return signature.filter(shown -> SigningKey.of(token).verifies(body, shown)).isPresent();
  }
}
