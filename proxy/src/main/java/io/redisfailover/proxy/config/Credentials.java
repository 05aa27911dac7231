package io.redisfailover.proxy.config;

import java.util.List;
import java.util.Optional;

/**
 * How the proxy logs in to the servers. Client traffic is not touched by it: clients send their own
 * {@code AUTH}.
 *
 * @param user ACL user, absent for the default user
 * @param password absent when the servers ask for none
 */
public record Credentials(Optional<String> user, Optional<Secret> password) {
  /** No login at all. */
  public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

  /** Checks that a user comes with a password. */
  public Credentials {
    if (user.isPresent() && password.isEmpty()) {
      throw new IllegalArgumentException("user " + user.get() + " has no password");
    }
  }

  /** {@return the default user with a password} */
  public static Credentials password(String password) {
    return new Credentials(Optional.empty(), Optional.of(Secret.of(password)));
  }

  /**
   * {@return the login command, absent when there is nothing to log in with; never to be logged}
   */
  public Optional<List<String>> login() {
    return password.map(secret ->
        user.map(name -> List.of("AUTH", name, secret.reveal()))
            .orElseGet(() -> List.of("AUTH", secret.reveal())));
  }
}
