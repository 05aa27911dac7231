package io.redisfailover.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.javaoperatorsdk.operator.RuntimeInfo;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /readyz}: it has started, or waits to become the leader. {@code /healthz}: what it watches
 * is watched. {@code /metrics}: what it counts. Answers on threads of its own.
 */
public final class HealthServer implements AutoCloseable {
  /** Where it listens, on all addresses of the pod. */
  public static final int PORT = 8080;

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param info what the operator says of itself at the moment of a question
   * @param meters what it has counted by then, in Prometheus's text format
   * @throws IOException when the port is taken
   */
  public static HealthServer start(Supplier<RuntimeInfo> info, Supplier<String> meters)
      throws IOException {
    return start(new InetSocketAddress(PORT), info, meters);
  }

  /** Starts it somewhere else; port 0 is any free one. */
  static HealthServer start(
      InetSocketAddress address, Supplier<RuntimeInfo> info, Supplier<String> meters)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/readyz", exchange -> answer(exchange, true, "ready\n"));
    server.createContext(
        "/healthz",
        exchange -> {
          boolean healthy = !info.get().isStarted() || info.get().allEventSourcesAreHealthy();
          answer(exchange, healthy, healthy ? "healthy\n" : "something is not watched any more\n");
        });
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", PROMETHEUS_TEXT);
          answer(exchange, true, meters.get());
        });
    server.start();
    return new HealthServer(server);
  }

  /** {@return the port on which it listens} */
  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, boolean good, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(
          good ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
