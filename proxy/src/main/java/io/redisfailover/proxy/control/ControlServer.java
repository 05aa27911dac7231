package io.redisfailover.proxy.control;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.proxy.config.ControlApiConfig;
import io.redisfailover.proxy.http.HttpLimits;
import io.redisfailover.proxy.http.HttpServer;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves the control API over HTTP/1.1 to callers that show the token. */
public final class ControlServer {
  private static final int REQUEST_LINE_BYTES = 4096;
  private static final int HEADER_BYTES = 8192;

  /** What callers may take. */
  public static final HttpLimits LIMITS =
      new HttpLimits(
          REQUEST_LINE_BYTES,
          HEADER_BYTES,
          ControlLimits.LARGEST_BODY_BYTES,
          ControlLimits.MOST_CONNECTIONS,
          HttpLimits.Times.withIdle(ControlLimits.IDLE));

  private final ControlApiConfig config;
  private final Sockets sockets;
  private final ControlApi api;
  private @Nullable HttpServer server;

  /**
   * Creates a server that does not listen yet.
   *
   * @param config its address and tokens
   * @param sockets the transport
   * @param proxy the proxy that it serves
   * @param further the routes that are not the proxy's own
   */
  public ControlServer(
      ControlApiConfig config, Sockets sockets, ProxyControl proxy, ExtraRoutes further) {
    this.config = config;
    this.sockets = sockets;
    this.api = new ControlApi(new BearerToken(config.tokens()), proxy, further);
  }

  /**
   * Listens.
   *
   * @return the bound address
   * @throws IOException when the address cannot be bound
   */
  public InetSocketAddress start() throws IOException {
    ControlWarmUp.play(new BearerToken(config.tokens()));
    HttpServer started =
        HttpServer.start(new ListenAddress("control", config.address()), sockets, LIMITS, api);
    server = started;
    return started.address();
  }

  /** {@return its event loop; absent while it does not listen} */
  public Optional<EventLoop> eventLoop() {
    return Optional.ofNullable(server).map(HttpServer::eventLoop);
  }

  /** Stops listening and closes every connection. */
  public void stop() {
    if (server != null) {
      server.close();
    }
  }
}
