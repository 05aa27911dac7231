package io.redisfailover.proxy.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The logins of the statistics. Of each user every password is accepted. It holds digests of users
 * and passwords and never shows them.
 */
public final class BasicAuth {
  private static final String SCHEME = "Basic ";

  private final String realm;
  private final List<Digested> logins;

  private record Digested(StatisticsUser user, List<byte[]> digests) {}

  /**
   * One login.
   *
   * @param user the user, whose name has no colon
   * @param passwords the passwords, at least one: while one is replaced, the former one is accepted
   *     beside it
   */
  public record Login(StatisticsUser user, List<Secret> passwords) {
    /** Copies the list, and checks it and the name. */
    public Login {
      passwords = List.copyOf(passwords);
      if (user.name().isEmpty() || user.name().indexOf(':') >= 0) {
        throw new IllegalArgumentException("the user must not be empty or contain a colon");
      }
      if (passwords.isEmpty()) {
        throw new IllegalArgumentException("the user must have a password");
      }
    }

    @Override
    public String toString() {
      return "Login of " + user;
    }
  }

  private BasicAuth(String realm, List<Digested> logins) {
    this.realm = realm;
    this.logins = logins;
  }

  /**
   * Creates the logins.
   *
   * @param realm the realm that the browser shows; printable ASCII without quotes or backslashes
   * @param logins the logins, at least one, each of another user
   */
  public static BasicAuth of(String realm, List<Login> logins) {
    if (!realm.matches("[ !#-\\[\\]-~]+")) {
      throw new IllegalArgumentException(
          "the realm must be printable ASCII without quotes and backslashes");
    }
    long users = logins.stream().map(login -> login.user().name()).distinct().count();
    if (users == 0 || users < logins.size()) {
      throw new IllegalArgumentException("there must be a user, and each must be another one");
    }
    return new BasicAuth(
        realm,
        logins.stream()
            .map(login ->
                new Digested(
                    login.user(),
                    login.passwords().stream()
                        .map(password -> sha256(login.user().name() + ":" + password.reveal()))
                        .toList()))
            .toList());
  }

  /** {@return the header {@code WWW-Authenticate} of a 401} */
  public String challenge() {
    return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
  }

  /** {@return whether any user may have acts carried out} */
  public boolean isOperated() {
    return logins.stream().anyMatch(login -> login.user().operates());
  }

  /**
   * {@return the user that the header {@code Authorization} shows, with one of the passwords;
   * absent when it shows none} The time that it takes does not depend on how much of them is right.
   */
  public Optional<StatisticsUser> user(Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .flatMap(header -> decoded(header.substring(SCHEME.length()).strip()))
        .flatMap(this::shown);
  }

  private Optional<StatisticsUser> shown(String credentials) {
    byte[] digest = sha256(credentials);
    Optional<StatisticsUser> found = Optional.empty();
    for (Digested login : logins) {
      for (byte[] valid : login.digests()) {
        if (MessageDigest.isEqual(digest, valid)) {
          found = Optional.of(login.user());
        }
      }
    }
    return found;
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
  public String toString() {
    return "BasicAuth of " + realm;
  }
}
