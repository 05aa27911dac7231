package io.redisfailover.proxy.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The login of the statistics: one user, and each of its passwords is accepted. It holds digests of
 * user and password and never shows them.
 */
public final class BasicAuth {
  private static final String SCHEME = "Basic ";

  private final String realm;
  private final byte[][] digests;

  private BasicAuth(String realm, byte[][] digests) {
    this.realm = realm;
    this.digests = digests;
  }

  /**
   * Creates the login of one user.
   *
   * @param realm the realm that the browser shows; printable ASCII without quotes or backslashes
   * @param user the user name, without a colon
   * @param passwords the passwords, at least one: while one is replaced, the former one is accepted
   *     beside it
   */
  public static BasicAuth of(String realm, String user, List<Secret> passwords) {
    if (!realm.matches("[ !#-\\[\\]-~]+")) {
      throw new IllegalArgumentException(
          "the realm must be printable ASCII without quotes and backslashes");
    }
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("the user must not be empty or contain a colon");
    }
    if (passwords.isEmpty()) {
      throw new IllegalArgumentException("the user must have a password");
    }
    return new BasicAuth(
        realm,
        passwords.stream()
            .map(password -> sha256(user + ":" + password.reveal()))
            .toArray(byte[][]::new));
  }

  /** {@return the header {@code WWW-Authenticate} of a 401} */
  public String challenge() {
    return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
  }

  /**
   * {@return whether the header {@code Authorization} shows this user and one of the passwords} The
   * time that it takes does not depend on how much of them is right.
   */
  public boolean admits(Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .flatMap(header -> decoded(header.substring(SCHEME.length()).strip()))
        .filter(this::isOne)
        .isPresent();
  }

  private boolean isOne(String shown) {
    byte[] digest = sha256(shown);
    return Arrays.stream(digests).anyMatch(valid -> MessageDigest.isEqual(digest, valid));
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
        && Arrays.deepEquals(digests, auth.digests);
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
