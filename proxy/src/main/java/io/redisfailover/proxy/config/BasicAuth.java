package io.redisfailover.proxy.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The login of the statistics. It holds a digest of user and password and never shows it. */
public final class BasicAuth {
  private static final String SCHEME = "Basic ";

  private final String realm;
  private final byte[] digest;

  private BasicAuth(String realm, byte[] digest) {
    this.realm = realm;
    this.digest = digest;
  }

  /**
   * Creates the login of one user.
   *
   * @param realm the realm that the browser shows; printable ASCII without quotes or backslashes
   * @param user the user name, without a colon
   * @param password the password
   */
  public static BasicAuth of(String realm, String user, String password) {
    if (!realm.matches("[ !#-\\[\\]-~]+")) {
      throw new IllegalArgumentException(
          "the realm must be printable ASCII without quotes and backslashes");
    }
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("the user must not be empty or contain a colon");
    }
    return new BasicAuth(realm, sha256(user + ":" + password));
  }

  /** {@return the header {@code WWW-Authenticate} of a 401} */
  public String challenge() {
    return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
  }

  /**
   * {@return whether the header {@code Authorization} shows this user and password} The time that
   * it takes does not depend on how much of them is right.
   */
  public boolean admits(Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .flatMap(header -> decoded(header.substring(SCHEME.length()).strip()))
        .filter(shown -> MessageDigest.isEqual(sha256(shown), digest))
        .isPresent();
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BasicAuth auth
        && realm.equals(auth.realm)
        && Arrays.equals(digest, auth.digest);
  }

  @Override
  public int hashCode() {
    return realm.hashCode();
  }

  @Override
  public String toString() {
    return "BasicAuth of " + realm;
  }
}
