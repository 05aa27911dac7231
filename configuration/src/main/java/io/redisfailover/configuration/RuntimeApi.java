package io.redisfailover.configuration;

import io.redisfailover.configuration.file.RuntimeApiSection;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says the settings of {@code runtimeApi} in the words of the proxy. */
final class RuntimeApi {
  private static final int OCTAL = 8;

  private RuntimeApi() {}

  /**
   * {@return the settings; absent when no socket is named}
   *
   * @throws StartException when an address to bind is not known here
   */
  static Optional<RuntimeApiSettings> of(RuntimeApiSection section) throws StartException {
    List<RuntimeApiSettings.Socket> sockets = new ArrayList<>();
    for (RuntimeApiSection.Socket socket : section.sockets()) {
      sockets.add(socket("runtimeApi.sockets[" + sockets.size() + "].address", socket));
    }
    return sockets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RuntimeApiSettings(
                sockets, section.required(), section.timeout(), section.maxConnections()));
  }

  private static RuntimeApiSettings.Socket socket(String key, RuntimeApiSection.Socket socket)
      throws StartException {
    RuntimeLevel level = socket.level();
    Optional<Path> path = socket.path();
    if (path.isPresent()) {
      int mode =
          socket
              .mode()
              .map(text -> Integer.parseInt(text, OCTAL))
              .orElse(RuntimeApiSettings.UnixSocket.DEFAULT_MODE);
      return new RuntimeApiSettings.UnixSocket(path.get(), mode, level);
    }
    return new RuntimeApiSettings.TcpSocket(
        ProxySettings.bindable(key, socket.address().orElseThrow(), socket.port()), level);
  }
}
