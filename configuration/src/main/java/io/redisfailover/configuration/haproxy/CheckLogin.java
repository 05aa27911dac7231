package io.redisfailover.configuration.haproxy;

import java.util.Optional;

/**
 * The login that a check of the file sends.
 *
 * @param user the ACL user; absent: the default user
 * @param password the password; never shown
 * @param line where it stands, from 1
 */
record CheckLogin(Optional<String> user, String password, int line) {
  boolean isSame(CheckLogin other) {
    return user.equals(other.user) && password.equals(other.password);
  }

  /** Sets {@code auth}. */
  void into(ImportedSettings settings) {
    user.ifPresent(name -> settings.put(new ImportedSetting("auth.username", name, line)));
    settings.put(new ImportedSetting("auth.password", password, line));
  }

  @Override
  public String toString() {
    return "login of line " + line;
  }
}
