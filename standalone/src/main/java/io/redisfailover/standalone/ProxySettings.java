package io.redisfailover.standalone;

import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.proxy.config.Control;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.config.Transport;
import io.redisfailover.standalone.config.StandaloneConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Says the file's settings in the words of the proxy. */
final class ProxySettings {
  private ProxySettings() {}

  /**
   * Translates.
   *
   * @param config the file
   * @param endpoints where the servers are
   * @param login how they are entered
   * @param token the token of the control API; absent for no control API
   * @throws StartException when an address to bind is not known here
   */
  static ProxyConfig of(
      StandaloneConfig config, Endpoints endpoints, ServerLogin login, Optional<String> token)
      throws StartException {
    Optional<Control> control = Optional.empty();
    if (token.isPresent()) {
      InetSocketAddress address =
          bindable("control.address", config.control().address(), config.control().port());
      control = Optional.of(new Control(address, Secret.of(token.get())));
    }
    return new ProxyConfig(
        config.name(),
        mode(config),
        new Listen(
            bindable("listen.address", config.listen().address(), config.listen().port()),
            config.listen().eventLoops(),
            Transport.AUTO),
        endpoints,
        login::forProxy,
        limits(config),
        control);
  }

  /** {@return what proxy and controller share} */
  static FailoverSettings failover(StandaloneConfig config) {
    return new FailoverSettings(
        config.failover().maxLag().bytes(), config.failover().detection().timeout());
  }

  /**
   * Resolves an address to bind.
   *
   * @throws StartException when it is not known, naming its key
   */
  static InetSocketAddress bindable(String key, String host, int port) throws StartException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new StartException(
          key + ": " + host + " is not known here. Write an address of this machine, or 0.0.0.0.");
    }
    return address;
  }

  private static Mode mode(StandaloneConfig config) {
    return switch (config.mode()) {
      case PROMOTE -> new Mode.Promote(failover(config));
      case ROUTE_ONLY -> new Mode.RouteOnly(false, false);
    };
  }

  private static Limits limits(StandaloneConfig config) {
    return new Limits(
        config.maxConnections(),
        config.hold().max(),
        config.hold().timeout(),
        config.timeouts().connect(),
        config.timeouts().drain(),
        idle(config.timeouts().client()),
        idle(config.timeouts().server()));
  }

  private static Optional<Duration> idle(Duration limit) {
    return Optional.of(limit).filter(time -> !time.isZero());
  }
}
