package io.redisfailover.configuration;

import io.redisfailover.configuration.file.LoginSection;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.marker.MarkerKeys;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How both servers are entered, and the keys of their markers. Thread-safe.
 *
 * @param username ACL user, absent for the default one
 * @param password read anew for every login; absent when the servers ask for none
 * @param keys the keys of the markers
 */
public record ServerLogin(
    Optional<String> username, Optional<RotatingSecret> password, Supplier<MarkerKeys> keys)
    implements PairSecrets {

  /**
   * Reads the password and the keys for the first time. The process with the controller creates a
   * key where there is none.
   *
   * @throws StartException when one of them cannot be read
   */
  public static ServerLogin of(ProcessConfig config) throws StartException {
    Supplier<MarkerKeys> keys = keys(config);
    if (config.auth().isEmpty()) {
      return new ServerLogin(Optional.empty(), Optional.empty(), keys);
    }
    LoginSection login = config.auth().get();
    return new ServerLogin(
        login.username(),
        Optional.of(new RotatingSecret(() -> Secrets.password("auth", login))),
        keys);
  }

  /** In {@code RouteOnly} no marker is written, and none is believed: nobody else has that key. */
  private static Supplier<MarkerKeys> keys(ProcessConfig config) throws StartException {
    if (config.mode() == ProcessConfig.Mode.ROUTE_ONLY) {
      MarkerKeys own = MarkerKeys.parse(Secrets.random());
      return () -> own;
    }
    return MarkerKeyFile.open(config.markerKeyFile().orElseThrow(), config.controller());
  }

  @Override
  public Optional<RedisCredentials> credentials() {
    return password.map(secret -> new RedisCredentials(username, secret.get()));
  }

  @Override
  public MarkerKeys markerKeys() {
    return keys.get();
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
