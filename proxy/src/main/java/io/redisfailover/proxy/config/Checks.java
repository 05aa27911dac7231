package io.redisfailover.proxy.config;

import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.proxy.check.CheckScript;
import io.redisfailover.proxy.check.CheckSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The check scripts of both servers.
 *
 * @param settings when they run, and what their results mean
 * @param script their steps; absent for AUTH, PING, QUIT with the proxy's own credentials
 */
public record Checks(CheckSettings settings, Optional<CheckScript> script) {
  /** AUTH, PING, QUIT each second, as the usual HAProxy setup does. */
  public static final Checks DEFAULT =
      new Checks(CheckSettings.every(Duration.ofSeconds(1)), Optional.empty());

  /** {@return the script with these credentials, if it has none of its own} */
  public CheckScript scriptWith(Optional<RedisCredentials> credentials) {
    return script.orElseGet(() ->
        CheckScript.login(
            credentials.flatMap(RedisCredentials::username),
            credentials.map(RedisCredentials::password)));
  }
}
