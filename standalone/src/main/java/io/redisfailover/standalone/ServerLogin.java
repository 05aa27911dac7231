package io.redisfailover.standalone;

import io.redisfailover.standalone.config.Login;
import java.util.Optional;

/**
 * How both servers are entered, in the words of the controller and of the proxy. Thread-safe.
 *
 * @param username ACL user, absent for the default one
 * @param password read anew for every login; absent when the servers ask for none
 */
record ServerLogin(Optional<String> username, Optional<RotatingSecret> password) {

  /**
   * Reads the password for the first time.
   *
   * @throws StartException when it cannot be read
   */
  static ServerLogin of(Optional<Login> auth) throws StartException {
    if (auth.isEmpty()) {
      return new ServerLogin(Optional.empty(), Optional.empty());
    }
    Login login = auth.get();
    return new ServerLogin(
        login.username(), Optional.of(new RotatingSecret(() -> Secrets.password("auth", login))));
  }

  /** {@return the credentials of the moment, for the controller} */
  Optional<io.redisfailover.controller.redis.Credentials> forController() {
    return password.map(
        secret -> new io.redisfailover.controller.redis.Credentials(username, secret.get()));
  }

  /** {@return the credentials of the moment, for the proxy} */
  io.redisfailover.proxy.config.Credentials forProxy() {
    return new io.redisfailover.proxy.config.Credentials(
        username, password.map(RotatingSecret::get).map(io.redisfailover.proxy.config.Secret::of));
  }
}
