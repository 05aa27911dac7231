package io.redisfailover.configuration;

import io.redisfailover.configuration.file.LoginSection;
import io.redisfailover.failover.command.RedisCredentials;
import java.util.Optional;

/**
 * How both servers are entered. Thread-safe.
 *
 * @param username ACL user, absent for the default one
 * @param password read anew for every login; absent when the servers ask for none
 */
public record ServerLogin(Optional<String> username, Optional<RotatingSecret> password) {

  /**
   * Reads the password for the first time.
   *
   * @throws StartException when it cannot be read
   */
  public static ServerLogin of(Optional<LoginSection> auth) throws StartException {
    if (auth.isEmpty()) {
      return new ServerLogin(Optional.empty(), Optional.empty());
    }
    LoginSection login = auth.get();
    return new ServerLogin(
        login.username(), Optional.of(new RotatingSecret(() -> Secrets.password("auth", login))));
  }

  /** {@return the credentials of the moment; absent when the servers ask for none} */
  public Optional<RedisCredentials> credentials() {
    return password.map(secret -> new RedisCredentials(username, secret.get()));
  }
}
