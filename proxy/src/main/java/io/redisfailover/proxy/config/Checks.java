package io.redisfailover.proxy.config;

import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.proxy.check.CheckScript;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.check.CheckStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The check scripts of both servers.
 *
 * @param settings when they run, and what their results mean
 * @param script their steps; absent for AUTH, PING, QUIT with the proxy's own credentials
 * @param logins where the script logs in with these credentials: each the index, from 0, of a step
 *     that is put into it; ascending
 */
public record Checks(CheckSettings settings, Optional<CheckScript> script, List<Integer> logins) {
  /** AUTH, PING, QUIT each second, as the usual HAProxy setup does. */
  public static final Checks DEFAULT =
      new Checks(CheckSettings.every(Duration.ofSeconds(1)), Optional.empty());

  /** Index of the step that logs in, in the usual script. */
  private static final int LOGIN = 1;

  /** Copies the list. */
  public Checks {
    logins = List.copyOf(logins);
  }

  /** Checks whose script logs in itself, if at all. */
  public Checks(CheckSettings settings, Optional<CheckScript> script) {
    this(settings, script, List.of());
  }

  /** {@return the script with these credentials; without any it does not log in} */
  public CheckScript scriptWith(Optional<RedisCredentials> credentials) {
    CheckScript usual =
        CheckScript.login(
            credentials.flatMap(RedisCredentials::username),
            credentials.map(RedisCredentials::password));
    if (script.isEmpty() || logins.isEmpty() || credentials.isEmpty()) {
      return script.orElse(usual);
    }
    List<CheckStep> steps = new ArrayList<>(script.get().steps());
    CheckStep login = usual.steps().get(LOGIN);
    logins.forEach(at -> steps.add(at, login));
    return new CheckScript(steps);
  }
}
