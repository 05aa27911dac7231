package io.redisfailover.proxy.stats;

import io.redisfailover.failover.signature.SigningKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The token in the forms of the page. It belongs to one user and to this run of the process, so
 * that only a page that was fetched with the login of that user can have a form sent. Safe for
 * threads.
 */
final class FormToken {
  private static final int KEY_BYTES = 32;

  private final SigningKey key;

  /** Makes a key that nobody can guess. */
  FormToken() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = SigningKey.of(HexFormat.of().formatHex(random));
  }

  /** {@return the token of a user; a secret} */
  String of(String user) {
    return key.sign(user);
  }

  /**
   * {@return whether that is the token of the user} The time that it takes does not depend on where
   * it differs.
   */
  boolean matches(String user, Optional<String> shown) {
    return shown.filter(token -> key.verifies(user, token)).isPresent();
  }

  @Override
  public String toString() {
    return "FormToken";
  }
}
