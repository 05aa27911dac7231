package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.StatisticsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is wrong with a process shows wherever its state shows. */
@Timeout(60)
class ProxyHealthTest {
  private static final String DEAD = "The watch of Master no longer runs; restart the process.";

  @Test
  void isRestartedForAPartThatNoLongerRunsAndNamesIt() throws Exception {
    try (Proxy proxy = new Proxy(config(Limits.DEFAULT.withConnections(10, 10)))) {
      int port = proxy.start().statistics().orElseThrow().getPort();
      assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/metrics").body()).contains("\nredisfailover_problems 0");

      proxy.restartWhen(() -> Optional.of(DEAD));

      assertThat(get(port, "/healthz").statusCode()).isEqualTo(503);
      assertThat(get(port, "/healthz").body()).isEqualTo(DEAD + "\n");
      assertThat(get(port, "/readyz").statusCode()).isEqualTo(503);
      assertThat(get(port, "/;json").body()).contains("\"problems\" : [ \"" + DEAD + "\" ]");
      assertThat(get(port, "/").body()).contains("<strong>Problem:</strong> <span>" + DEAD);
      assertThat(get(port, "/metrics").body()).contains("\nredisfailover_problems 1");
    }
  }

  @Test
  void isNotRestartedForALimitThatDoesNotFit() throws Exception {
    try (Proxy proxy = new Proxy(config(Limits.DEFAULT.withConnections(500_000_000, 10)))) {
      int port = proxy.start().statistics().orElseThrow().getPort();

      assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(port, "/;json").body()).contains("\"problems\" : [ \"maxConnections: ");
      assertThat(proxy.snapshot().frontend().sessionLimit()).isLessThan(500_000_000);
    }
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }

  private static ProxyConfig config(Limits limits) {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ProxyConfig(
            "proxy-1",
            Listen.on(anyPort),
            new Endpoints(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2)),
            PairSecrets.withoutLogin(MarkerKeys.NONE))
        .withLimits(
            limits.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO))
        .withStatistics(StatisticsSettings.on(anyPort, Optional::empty));
  }
}
