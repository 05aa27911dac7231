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
 * Serves {@code /readyz} (the operator has started, or waits for the leader lease), {@code
 * /healthz} (all watches run) and {@code /metrics}, on threads of its own.
 */
public final class HealthServer implements AutoCloseable {
  /** Port, on all addresses of the pod. */
  public static final int PORT = 8080;

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts the server.
   *
   * @param info state of the operator, asked at each request
   * @param meters all meters in Prometheus's text format, asked at each request
   * @throws IOException if the port is in use
   */
  public static HealthServer start(Supplier<RuntimeInfo> info, Supplier<String> meters)
      throws IOException {
    return start(new InetSocketAddress(PORT), info, meters);
  }

  /** Starts the server at another address; port 0 picks any free port. */
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
          answer(exchange, healthy, healthy ? "healthy\n" : "a watch has stopped\n");
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
