package io.redisfailover.proxy.config;

import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.proxy.check.CheckScript;
import io.redisfailover.proxy.check.CheckSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The check scripts of both servers.
 *
 * @param settings when they run, and what results mean
 * @param script what they do; absent for the seed's script with the proxy's own credentials
 */
public record Checks(CheckSettings settings, Optional<CheckScript> script) {
  /** The seed's: each second. */
  public static final Checks DEFAULT =
      new Checks(CheckSettings.every(Duration.ofSeconds(1)), Optional.empty());

  /** {@return the script with the credentials of the moment} */
  public CheckScript scriptWith(Optional<RedisCredentials> credentials) {
    return script.orElseGet(() ->
        CheckScript.seed(
            credentials.flatMap(RedisCredentials::username),
            credentials.map(RedisCredentials::password)));
  }
}
