package io.redisfailover.configuration.file;

import java.nio.file.Path;
import java.util.Optional;

/** Makes the paths of a file absolute, counted from the folder of the file. */
final class Paths {
  private Paths() {}

  static ProcessConfig from(Path file, ProcessConfig config) {
    Path absolute = file.toAbsolutePath();
    Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    StatsSection stats = config.stats();
    return new ProcessConfig(
        config.name(),
        config.mode(),
        config.servers(),
        config.auth().map(login -> login(folder, login)),
        config.listen(),
        config.timeouts(),
        config.hold(),
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        config.check(),
        new StatsSection(
            stats.enabled(),
            stats.address(),
            stats.port(),
            stats.auth().map(login -> login(folder, login)),
            stats.realm(),
            stats.refresh()),
        config.failover(),
        new ControlSection(
            config.control().address(),
            config.control().port(),
            config.control().tokenFile().map(folder::resolve)),
        config.controller(),
        config.proxies(),
        folder.resolve(config.recordFile()));
  }

  private static LoginSection login(Path folder, LoginSection login) {
    return new LoginSection(
        login.username(),
        login.passwordFile().map(folder::resolve),
        login.passwordEnv(),
        login.password());
  }
}
