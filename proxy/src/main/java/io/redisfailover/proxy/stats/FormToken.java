package io.redisfailover.proxy.stats;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token in the forms of the page. It belongs to one user and to this run of the process, so
 * that only a page that was fetched with the login of that user can have a form sent. Safe for
 * threads.
 */
final class FormToken {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  /** Makes a key that nobody can guess. */
  FormToken() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  /** {@return the token of a user; a secret} */
  String of(String user) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * {@return whether that is the token of the user} The time that it takes does not depend on where
   * it differs.
   */
  boolean matches(String user, Optional<String> shown) {
    return shown
        .filter(token ->
            MessageDigest.isEqual(
                of(user).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  @Override
  public String toString() {
    return "FormToken";
  }
}
