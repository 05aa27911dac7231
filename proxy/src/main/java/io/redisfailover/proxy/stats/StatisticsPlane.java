package io.redisfailover.proxy.stats;

import io.netty.channel.EventLoop;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.admin.ControllerRequests;
import io.redisfailover.proxy.admin.ServerActs;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.SessionControl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/** The statistics of a proxy, if its configuration has them. Used by one thread. */
public final class StatisticsPlane {
  private final Supplier<ProxyConfig> configuration;
  private final ControllerRequests requests;
  private final Sockets sockets;
  private Optional<StatisticsServer> server = Optional.empty();

  /**
   * Creates one that does not listen.
   *
   * @param configuration yields the proxy's configuration; whether the statistics are served counts
   *     at the start
   * @param requests the way to the controller
   * @param sockets the transport
   */
  public StatisticsPlane(
      Supplier<ProxyConfig> configuration, ControllerRequests requests, Sockets sockets) {
    this.configuration = configuration;
    this.requests = requests;
    this.sockets = sockets;
  }

  /**
   * Listens, if it is configured.
   *
   * @param status what is shown
   * @param health the state that {@code /healthz} and {@code /readyz} report
   * @param sessions yields the sessions
   * @param administration changes what users may change
   * @return the bound address; absent when the statistics are not served
   * @throws IOException when the address cannot be bound
   */
  public Optional<InetSocketAddress> start(
      StatusSource status,
      HealthSource health,
      SessionControl sessions,
      Administration administration)
      throws IOException {
    if (configuration.get().statistics().isEmpty()) {
      return Optional.empty();
    }
    StatisticsServer started =
        StatisticsServer.start(
            new StatisticsContent(
                status, health, sessions, new ServerActs(administration, requests)),
            () -> configuration.get().statistics().orElseThrow(),
            sockets);
    server = Optional.of(started);
    return Optional.of(started.address());
  }

  /** {@return its event loop; absent while it does not listen} */
  public Optional<EventLoop> eventLoop() {
    return server.map(StatisticsServer::eventLoop);
  }

  /** Stops listening and closes every connection. Blocks. */
  public void stop() {
    server.ifPresent(StatisticsServer::close);
  }
}
