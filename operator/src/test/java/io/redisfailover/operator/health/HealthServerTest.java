package io.redisfailover.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator tells the probes of its pod. */
class HealthServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final KubernetesClient nowhere =
      new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:1").build())
          .build();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final Said said =
      new Said(new Operator(configuration -> configuration.withKubernetesClient(nowhere)));
  private HealthServer server;

  /** What an operator says of itself. */
  private static final class Said extends RuntimeInfo {
    private volatile boolean started;
    private volatile boolean healthy;

    Said(Operator operator) {
      super(operator);
    }

    @Override
    public boolean isStarted() {
      return started;
    }

    @Override
    public boolean allEventSourcesAreHealthy() {
      return healthy;
    }
  }

  @BeforeEach
  void start() throws IOException {
    server =
        HealthServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> said,
            () -> "meters 1\n");
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
    nowhere.close();
  }

  @Test
  void isReadyWhileItWaitsToBecomeTheLeader() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void isHealthyWhileWhatItWatchesIsWatched() throws Exception {
    said.started = true;
    said.healthy = true;
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/healthz").body()).isEqualTo("healthy\n");
  }

  @Test
  void saysThatSomethingIsNotWatchedAnyMore() throws Exception {
    said.started = true;
    assertThat(get("/healthz").statusCode()).isEqualTo(503);
    assertThat(get("/healthz").body()).isEqualTo("a watch has stopped\n");
  }

  @Test
  void showsItsMeters() throws Exception {
    assertThat(get("/metrics").body()).isEqualTo("meters 1\n");
    assertThat(get("/metrics").headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void knowsNothingElse() throws Exception {
    assertThat(get("/secrets").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString());
  }
}
