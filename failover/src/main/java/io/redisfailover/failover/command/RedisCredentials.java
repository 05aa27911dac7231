package io.redisfailover.failover.command;

import java.util.List;
import java.util.Optional;

/**
 * What a connection of ours logs in to a server with. Its text form shows nothing.
 *
 * @param username ACL user; absent for the default user
 * @param password the password, not empty
 */
public record RedisCredentials(Optional<String> username, String password) {

  /** Checks that there is a password. */
  public RedisCredentials {
    if (password.isEmpty()) {
      throw new IllegalArgumentException("a password is empty");
    }
  }

  /** {@return the default user with a password} */
  public static RedisCredentials password(String password) {
    return new RedisCredentials(Optional.empty(), password);
  }

  /** {@return the command that logs in; never to be logged} */
  public List<String> command() {
    return username.map(user -> List.of("AUTH", user, password)).orElse(List.of("AUTH", password));
  }

  @Override
  public String toString() {
    return "RedisCredentials[" + username.map(user -> "user " + user).orElse("default user") + "]";
  }
}
