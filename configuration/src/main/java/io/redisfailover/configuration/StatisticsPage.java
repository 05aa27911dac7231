package io.redisfailover.configuration;

import io.redisfailover.configuration.file.LoginSection;
import io.redisfailover.configuration.file.StatsSection;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.config.StatisticsSettings;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/** Says the settings of the statistics in the words of the proxy. */
final class StatisticsPage {
  private StatisticsPage() {}

  /**
   * {@return its settings; absent when it is not served}
   *
   * @throws StartException when the address to bind is not known here
   */
  static Optional<StatisticsSettings> of(StatsSection stats) throws StartException {
    if (!stats.enabled()) {
      return Optional.empty();
    }
    InetSocketAddress address =
        ProxySettings.bindable("stats.address", stats.address(), stats.port());
    return Optional.of(
        new StatisticsSettings(
            address,
            login(stats),
            false,
            stats.refresh(),
            stats.uri(),
            StatisticsSettings.DEFAULT_MAX_CONNECTIONS));
  }

  private static Supplier<Optional<BasicAuth>> login(StatsSection stats) throws StartException {
    if (stats.auth().isEmpty()) {
      return Optional::empty;
    }
    LoginSection login = stats.auth().get();
    RotatingSecret password = new RotatingSecret(() -> Secrets.password("stats.auth", login));
    String user = login.username().orElseThrow();
    return () -> Optional.of(BasicAuth.of(stats.realm(), user, Secret.lines(password.all())));
  }
}
