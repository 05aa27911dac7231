package io.redisfailover.operator.health;

import io.javaoperatorsdk.operator.RuntimeInfo;
import io.redisfailover.operator.health.OneRequestServer.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /readyz} (the operator has started, or waits for the leader lease), {@code
 * /healthz} (all watches run) and {@code /metrics} to anyone, within the limits of {@link
 * OneRequestServer} and on threads of its own.
 */
public final class HealthServer implements AutoCloseable {
  /** Port, on all addresses of the pod. */
  public static final int PORT = 8080;

  private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final OneRequestServer server;

  private HealthServer(OneRequestServer server) {
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
    return new HealthServer(
        new OneRequestServer(
            address,
            OneRequestServer.LONGEST,
            path ->
                switch (path) {
                  case "/readyz" -> Reply.ok("ready\n");
                  case "/healthz" -> health(info.get());
                  case "/metrics" -> new Reply("200 OK", PROMETHEUS_TEXT, meters.get());
                  default -> Reply.error("404 Not Found", "No such page.\n");
                }));
  }

  private static Reply health(RuntimeInfo info) {
    return !info.isStarted() || info.allEventSourcesAreHealthy()
        ? Reply.ok("healthy\n")
        : Reply.error("503 Service Unavailable", "a watch has stopped\n");
  }

  /** {@return the port on which it listens} */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      LOG.warn("Failed to close port {}.", port(), failure);
    }
  }
}
