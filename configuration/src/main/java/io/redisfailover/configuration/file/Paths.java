package io.redisfailover.configuration.file;

import java.nio.file.Path;
import java.util.Optional;

/** Makes the paths of a file absolute, counted from the folder of the file. */
final class Paths {
  private Paths() {}

  static ProcessConfig from(Path file, ProcessConfig config) {
    Path absolute = file.toAbsolutePath();
    Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    Path record = folder.resolve(config.recordFile());
    return new ProcessConfig(
        config.name(),
        config.mode(),
        config.routeOnly(),
        config.servers(),
        config.auth().map(login -> login(folder, login)),
        config.listen(),
        config.timeouts(),
        config.hold(),
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        config.maxServerConnections(),
        config.check(),
        stats(folder, config.stats()),
        config.accessLog().in(folder),
        runtimeApi(folder, config.runtimeApi()),
        config.failover(),
        new ControlSection(
            config.control().address(),
            config.control().port(),
            config.control().tokenFile().map(folder::resolve)),
        config.controller(),
        config.proxies(),
        config.reloadOnChange(),
        record,
        config
            .markerKeyFile()
            .map(folder::resolve)
            .or(() -> Optional.of(shared(config, folder, record))));
  }

  private static StatsSection stats(Path folder, StatsSection stats) {
    return new StatsSection(
        stats.enabled(),
        stats.address(),
        stats.port(),
        stats.uri(),
        stats.monitorUri(),
        stats.auth().map(login -> login(folder, login)),
        stats.users().stream().map(user -> user(folder, user)).toList(),
        stats.realm(),
        stats.refresh(),
        stats.showVersion(),
        stats.description());
  }

  /** Beside what the process with the controller writes, and beside what the others are given. */
  private static Path shared(ProcessConfig config, Path folder, Path record) {
    Path beside = config.control().tokenFile().filter(token -> !config.controller()).orElse(record);
    return folder.resolve(beside).resolveSibling(ProcessConfig.MARKER_KEY_FILE);
  }

  private static RuntimeApiSection runtimeApi(Path folder, RuntimeApiSection api) {
    return new RuntimeApiSection(
        api.sockets().stream()
            .map(socket ->
                new RuntimeApiSection.Socket(
                    socket.path().map(folder::resolve),
                    socket.mode(),
                    socket.address(),
                    socket.port(),
                    socket.level()))
            .toList(),
        api.required(),
        api.timeout(),
        api.maxConnections());
  }

  private static StatsUserSection user(Path folder, StatsUserSection user) {
    return new StatsUserSection(
        user.username(),
        user.passwordFile().map(folder::resolve),
        user.passwordEnv(),
        user.password(),
        user.role());
  }

  private static LoginSection login(Path folder, LoginSection login) {
    return new LoginSection(
        login.username(),
        login.passwordFile().map(folder::resolve),
        login.passwordEnv(),
        login.password());
  }
}
