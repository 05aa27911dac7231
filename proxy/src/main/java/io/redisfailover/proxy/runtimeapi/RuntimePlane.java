package io.redisfailover.proxy.runtimeapi;

import io.netty.channel.EventLoop;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.stats.StatusSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The runtime API of a proxy, if its configuration has one. Used by one thread. */
public final class RuntimePlane {
  private final Supplier<ProxyConfig> configuration;
  private final Sockets sockets;
  private Optional<RuntimeApiServer> server = Optional.empty();

  /**
   * Creates one that does not listen.
   *
   * @param configuration yields the proxy's configuration; its sockets count at the start
   * @param sockets the transport
   */
  public RuntimePlane(Supplier<ProxyConfig> configuration, Sockets sockets) {
    this.configuration = configuration;
    this.sockets = sockets;
  }

  /**
   * Listens, if it is configured.
   *
   * @param status yields the statistics
   * @param sessions yields the sessions
   * @param administration changes what commands change
   * @return the bound TCP addresses
   * @throws IOException when a socket cannot be bound
   */
  public List<InetSocketAddress> start(
      StatusSource status, SessionControl sessions, Administration administration)
      throws IOException {
    ProxyConfig config = configuration.get();
    if (config.runtimeApi().isEmpty()) {
      return List.of();
    }
    RuntimeView view =
        new RuntimeView(
            status,
            sessions,
            administration,
            config.runtimeApi().get(),
            config.listen().eventLoops(),
            () -> configuration.get().limits().maxConnections(),
            ZoneId.systemDefault());
    RuntimeApiServer started = RuntimeApiServer.start(config.runtimeApi().get(), view, sockets);
    server = Optional.of(started);
    return started.addresses();
  }

  /** {@return its event loop; absent while it does not listen} */
  public Optional<EventLoop> eventLoop() {
    return server.map(RuntimeApiServer::eventLoop);
  }

  /** Stops listening and closes every connection. Blocks. */
  public void stop() {
    server.ifPresent(RuntimeApiServer::close);
  }
}
