package io.redisfailover.proxy.config;

import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.policy.FailoverSettings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The validated configuration of one proxy.
 *
 * @param name its name in the statistics and the control API: letters, digits, dots and dashes
 * @param mode what decides the route
 * @param listen how clients are accepted
 * @param endpoints the endpoints of both servers
 * @param secrets how the proxy logs in to them, and the keys of their markers
 * @param limits the limits of client sessions
 * @param checks the check scripts
 * @param statistics the statistics; absent when they are not served
 * @param control the control API; absent when it is not served
 * @param accessLog the log of ended sessions
 * @param runtimeApi the runtime API; absent when it is not served
 */
public record ProxyConfig(
    String name,
    Mode mode,
    Listen listen,
    Endpoints endpoints,
    PairSecrets secrets,
    Limits limits,
    Checks checks,
    Optional<StatisticsSettings> statistics,
    Optional<ControlApiConfig> control,
    AccessLogSettings accessLog,
    Optional<RuntimeApiSettings> runtimeApi) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}");

  /** Checks the name, and that the two servers differ. */
  public ProxyConfig {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name \"" + name + "\" is invalid; use 1 to 63 letters, digits, dots and dashes");
    }
    if (endpoints.master().isNamedBy(endpoints.backup().host(), endpoints.backup().port())) {
      throw new IllegalArgumentException(
          "both servers are " + endpoints.master() + "; use two different servers");
    }
  }

  /**
   * Creates the configuration of a proxy that promotes, without statistics, control API and runtime
   * API.
   */
  public ProxyConfig(String name, Listen listen, Endpoints endpoints, PairSecrets secrets) {
    this(
        name,
        new Mode.Promote(FailoverSettings.DEFAULT),
        listen,
        endpoints,
        secrets,
        Limits.DEFAULT,
        Checks.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        AccessLogSettings.DEFAULT,
        Optional.empty());
  }

  /** {@return the same configuration with a runtime API} */
  public ProxyConfig withRuntimeApi(RuntimeApiSettings api) {
    return new ProxyConfig(
        name,
        mode,
        listen,
        endpoints,
        secrets,
        limits,
        checks,
        statistics,
        control,
        accessLog,
        Optional.of(api));
  }

  /** Creates a configuration without a runtime API. */
  public ProxyConfig(
      String name,
      Mode mode,
      Listen listen,
      Endpoints endpoints,
      PairSecrets secrets,
      Limits limits,
      Checks checks,
      Optional<StatisticsSettings> statistics,
      Optional<ControlApiConfig> control) {
    this(
        name,
        mode,
        listen,
        endpoints,
        secrets,
        limits,
        checks,
        statistics,
        control,
        AccessLogSettings.DEFAULT,
        Optional.empty());
  }

  /** {@return the same configuration in another mode} */
  public ProxyConfig withMode(Mode other) {
    return new ProxyConfig(
        name,
        other,
        listen,
        endpoints,
        secrets,
        limits,
        checks,
        statistics,
        control,
        accessLog,
        runtimeApi);
  }

  /** {@return the same configuration with other limits} */
  public ProxyConfig withLimits(Limits other) {
    return new ProxyConfig(
        name,
        mode,
        listen,
        endpoints,
        secrets,
        other,
        checks,
        statistics,
        control,
        accessLog,
        runtimeApi);
  }

  /** {@return the same configuration with other checks} */
  public ProxyConfig withChecks(Checks other) {
    return new ProxyConfig(
        name,
        mode,
        listen,
        endpoints,
        secrets,
        limits,
        other,
        statistics,
        control,
        accessLog,
        runtimeApi);
  }

  /** {@return the same configuration with statistics} */
  public ProxyConfig withStatistics(StatisticsSettings server) {
    return new ProxyConfig(
        name,
        mode,
        listen,
        endpoints,
        secrets,
        limits,
        checks,
        Optional.of(server),
        control,
        accessLog,
        runtimeApi);
  }

  /** {@return the same configuration with a control API} */
  public ProxyConfig withControl(ControlApiConfig api) {
    return new ProxyConfig(
        name,
        mode,
        listen,
        endpoints,
        secrets,
        limits,
        checks,
        statistics,
        Optional.of(api),
        accessLog,
        runtimeApi);
  }
}
