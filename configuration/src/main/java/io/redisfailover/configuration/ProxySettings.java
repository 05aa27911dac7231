package io.redisfailover.configuration;

import io.redisfailover.configuration.file.HostPort;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.file.TimeoutsSection;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.proxy.config.ControlApiConfig;
import io.redisfailover.proxy.config.IdleLimits;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.net.Liveness;
import io.redisfailover.proxy.net.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says the file's settings in the words of the proxy. */
public final class ProxySettings {
  private ProxySettings() {}

  /**
   * Translates.
   *
   * @param config the file
   * @param endpoints where the servers are
   * @param login how they are entered
   * @param tokens the tokens that the control API accepts, one a line, the one that is used first;
   *     asked for at each request
   * @throws StartException when an address to bind is not known here
   */
  public static ProxyConfig of(
      ProcessConfig config, Endpoints endpoints, ServerLogin login, Supplier<String> tokens)
      throws StartException {
    InetSocketAddress address =
        bindable("control.address", config.control().address(), config.control().port());
    ControlApiConfig control =
        new ControlApiConfig(address, () -> Secret.lines(tokens.get()), Addresses.peers(config));
    return new ProxyConfig(
        config.name(),
        mode(config),
        new Listen(
            bindable("listen.address", config.listen().address(), config.listen().port()),
            additional(config),
            config.listen().eventLoops(),
            Transport.AUTO),
        endpoints,
        login,
        limits(config),
        CheckSteps.of(config),
        StatisticsPage.of(config.stats()),
        Optional.of(control),
        LogTarget.of(config.accessLog()),
        RuntimeApi.of(config.runtimeApi()));
  }

  /** {@return what proxy and controller share} */
  public static FailoverSettings failover(ProcessConfig config) {
    return new FailoverSettings(
        config.failover().maxLag().bytes(), config.failover().detection().timeout());
  }

  /**
   * Resolves an address to bind.
   *
   * @throws StartException when it is not known, naming its key
   */
  public static InetSocketAddress bindable(String key, String host, int port)
      throws StartException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new StartException(
          key + ": " + host + " is not an address of this machine; use one, or 0.0.0.0.");
    }
    return address;
  }

  /**
   * {@return the further addresses of clients}
   *
   * @throws StartException when one is not known here
   */
  public static List<InetSocketAddress> additional(ProcessConfig config) throws StartException {
    List<InetSocketAddress> all = new ArrayList<>();
    for (String text : config.listen().additional()) {
      HostPort at = HostPort.parse(text).orElseThrow();
      all.add(bindable("listen.additional[" + all.size() + "]", at.host(), at.port()));
    }
    return all;
  }

  private static Mode mode(ProcessConfig config) {
    return switch (config.mode()) {
      case PROMOTE -> new Mode.Promote(failover(config));
      case ROUTE_ONLY ->
          new Mode.RouteOnly(
              config.routeOnly().shutdownSessionsOnDown(),
              config.routeOnly().shutdownBackupSessionsOnUp());
    };
  }

  private static Limits limits(ProcessConfig config) {
    return new Limits(
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        config.hold().max(),
        config.hold().timeout(),
        config.timeouts().connect(),
        config.timeouts().shutdownDelay(),
        config.timeouts().drain(),
        idle(config.timeouts()),
        config.maxServerConnections(),
        new Liveness(config.timeouts().keepAlive(), config.timeouts().unacknowledged()));
  }

  private static IdleLimits idle(TimeoutsSection timeouts) {
    return new IdleLimits(
        unlessZero(timeouts.client()),
        unlessZero(timeouts.server()),
        unlessZero(timeouts.clientFin()),
        unlessZero(timeouts.serverFin()));
  }

  private static Optional<Duration> unlessZero(Duration limit) {
    return Optional.of(limit).filter(time -> !time.isZero());
  }
}
