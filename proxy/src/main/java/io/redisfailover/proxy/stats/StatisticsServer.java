package io.redisfailover.proxy.stats;

import io.netty.channel.EventLoopGroup;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.http.HttpLimits;
import io.redisfailover.proxy.http.HttpServer;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Serves the statistics page, CSV, JSON, metrics and health over HTTP. It has one thread of its
 * own, so that rendering a page delays no client's bytes.
 */
public final class StatisticsServer implements AutoCloseable {
  private static final int REQUEST_LINE_BYTES = 4096;
  private static final int HEADER_BYTES = 8192;
  private static final int BODY_BYTES = 4096;

  /** A little longer than the page's refresh. */
  private static final Duration IDLE = Duration.ofSeconds(40);

  private final EventLoopGroup loop;
  private final HttpServer server;

  private StatisticsServer(EventLoopGroup loop, HttpServer server) {
    this.loop = loop;
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param source what is shown
   * @param health the state that {@code /healthz} and {@code /readyz} report
   * @param settings the address and the login
   * @param sockets the transport
   * @return the server, listening
   * @throws IOException when the address cannot be bound
   */
  public static StatisticsServer start(
      StatusSource source, HealthSource health, StatisticsSettings settings, Sockets sockets)
      throws IOException {
    EventLoopGroup loop = sockets.eventLoops("statistics", 1);
    HttpLimits limits =
        new HttpLimits(
            REQUEST_LINE_BYTES, HEADER_BYTES, BODY_BYTES, IDLE, settings.maxConnections());
    try {
      HttpServer server =
          HttpServer.start(
              new ListenAddress("stats", settings.address()),
              loop,
              sockets,
              limits,
              new StatisticsRoutes(source, health, settings));
      return new StatisticsServer(loop, server);
    } catch (IOException unbound) {
      stop(loop);
      throw unbound;
    }
  }

  /** {@return the bound address, with the port that was taken for port 0} */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    server.close();
    stop(loop);
  }

  private static void stop(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
