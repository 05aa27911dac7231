package io.redisfailover.controller.redis;

import java.util.List;
import java.util.Optional;

/**
 * What a server is logged in with. Its text form shows nothing.
 *
 * @param username ACL user; absent for the default user
 * @param password the password
 */
public record Credentials(Optional<String> username, String password) {

  /** Where credentials come from. Read for every login, so that a rotated password is found. */
  @FunctionalInterface
  public interface Source {
    /** No login at all. */
    Source NONE = Optional::empty;

    /** {@return the credentials of the moment; absent when the server asks for none} */
    Optional<Credentials> read();
  }

  /** {@return the command that logs in} */
  List<String> command() {
    return username.map(user -> List.of("AUTH", user, password)).orElse(List.of("AUTH", password));
  }

  @Override
  public String toString() {
    return "Credentials[" + username.map(user -> "user " + user).orElse("default user") + "]";
  }
}
