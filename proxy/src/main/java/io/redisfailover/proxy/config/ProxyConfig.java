package io.redisfailover.proxy.config;

import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.view.Endpoints;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that one proxy is told, checked.
 *
 * @param name its name, for people and for the control API: letters, digits, dots and dashes
 * @param mode who decides the route
 * @param listen where clients come in
 * @param endpoints where both servers are
 * @param credentials how the proxy logs in to them
 * @param limits what client sessions may take
 * @param checks the check scripts
 * @param statistics the statistics server; absent for none
 * @param control the control API; absent for none
 */
public record ProxyConfig(
    String name,
    Mode mode,
    Listen listen,
    Endpoints endpoints,
    RedisCredentials.Source credentials,
    Limits limits,
    Checks checks,
    Optional<StatisticsSettings> statistics,
    Optional<Control> control) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}");

  /** Checks the name, and that the two servers are two. */
  public ProxyConfig {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name \"" + name + "\" is not made of 1 to 63 letters, digits, dots and dashes");
    }
    if (endpoints.master().isNamedBy(endpoints.backup().host(), endpoints.backup().port())) {
      throw new IllegalArgumentException(
          "master and backup are one server: both are " + endpoints.master());
    }
  }

  /** A proxy that promotes, with defaults, without statistics and control API. */
  public ProxyConfig(
      String name, Listen listen, Endpoints endpoints, RedisCredentials.Source credentials) {
    this(
        name,
        new Mode.Promote(FailoverSettings.DEFAULT),
        listen,
        endpoints,
        credentials,
        Limits.DEFAULT,
        Checks.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /** {@return the same in another mode} */
  public ProxyConfig withMode(Mode other) {
    return new ProxyConfig(
        name, other, listen, endpoints, credentials, limits, checks, statistics, control);
  }

  /** {@return the same with other limits} */
  public ProxyConfig withLimits(Limits other) {
    return new ProxyConfig(
        name, mode, listen, endpoints, credentials, other, checks, statistics, control);
  }

  /** {@return the same with other checks} */
  public ProxyConfig withChecks(Checks other) {
    return new ProxyConfig(
        name, mode, listen, endpoints, credentials, limits, other, statistics, control);
  }

  /** {@return the same with a statistics server} */
  public ProxyConfig withStatistics(StatisticsSettings server) {
    return new ProxyConfig(
        name, mode, listen, endpoints, credentials, limits, checks, Optional.of(server), control);
  }

  /** {@return the same with a control API} */
  public ProxyConfig withControl(Control api) {
    return new ProxyConfig(
        name, mode, listen, endpoints, credentials, limits, checks, statistics, Optional.of(api));
  }
}
