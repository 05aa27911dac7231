package io.redisfailover.configuration;

import io.redisfailover.configuration.file.LoginSection;
import io.redisfailover.configuration.file.StatsSection;
import io.redisfailover.configuration.file.StatsUserSection;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.config.StatisticsUser;
import io.redisfailover.proxy.config.StatisticsUser.Role;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
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
            stats.monitorUri(),
            StatisticsSettings.DEFAULT_MAX_CONNECTIONS,
            new StatisticsSettings.Appearance(stats.showVersion(), stats.description())));
  }

  /** A user whose passwords are read anew at each login. */
  private record Account(StatisticsUser user, RotatingSecret password) {
    static Account of(String key, LoginSection login, Role role) throws StartException {
      return new Account(
          new StatisticsUser(login.username().orElseThrow(), role),
          new RotatingSecret(() -> Secrets.password(key, login)));
    }

    BasicAuth.Login login() {
      return new BasicAuth.Login(user, Secret.lines(password.all()));
    }
  }

  private static Supplier<Optional<BasicAuth>> login(StatsSection stats) throws StartException {
    List<Account> accounts = new ArrayList<>();
    if (stats.auth().isPresent()) {
      accounts.add(Account.of("stats.auth", stats.auth().get(), Role.VIEW));
    }
    for (int i = 0; i < stats.users().size(); i++) {
      StatsUserSection user = stats.users().get(i);
      accounts.add(Account.of("stats.users[" + i + "]", user.login(), user.role()));
    }
    return accounts.isEmpty()
        ? Optional::empty
        : () ->
            Optional.of(
                BasicAuth.of(stats.realm(), accounts.stream().map(Account::login).toList()));
  }
}
