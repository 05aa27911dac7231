package io.redisfailover.proxy.stats;

import io.netty.channel.EventLoop;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.http.HttpLimits;
import io.redisfailover.proxy.http.HttpServer;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/** Serves the statistics page, CSV, JSON, metrics and health over HTTP, within {@link #limits}. */
public final class StatisticsServer implements AutoCloseable {
  private static final int REQUEST_LINE_BYTES = 4096;
  private static final int HEADER_BYTES = 8192;
  private static final int BODY_BYTES = 4096;

  /** A little longer than the page's refresh. */
  private static final Duration IDLE = Duration.ofSeconds(40);

  private final HttpServer server;

  private StatisticsServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param content what is shown, and what may be done
   * @param settings yields the settings; their address and number of connections count at the
   *     start, all else at each request
   * @param sockets the transport
   * @return the server, listening
   * @throws IOException when the address cannot be bound
   */
  public static StatisticsServer start(
      StatisticsContent content, Supplier<StatisticsSettings> settings, Sockets sockets)
      throws IOException {
    StatisticsSettings now = settings.get();
    return new StatisticsServer(
        HttpServer.start(
            new ListenAddress("stats", now.address()),
            sockets,
            limits(now.maxConnections()),
            new StatisticsRoutes(content, settings)));
  }

  /** {@return what clients may take of a server with so many connections} */
  public static HttpLimits limits(int connections) {
    return new HttpLimits(
        REQUEST_LINE_BYTES, HEADER_BYTES, BODY_BYTES, connections, HttpLimits.Times.withIdle(IDLE));
  }

  /** {@return the bound address, with the port that was taken for port 0} */
  public InetSocketAddress address() {
    return server.address();
  }

  /** {@return its event loop} */
  public EventLoop eventLoop() {
    return server.eventLoop();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    server.close();
  }
}
