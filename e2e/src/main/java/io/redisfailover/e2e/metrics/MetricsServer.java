package io.redisfailover.e2e.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The program of the pod. It serves {@code metrics.k8s.io/v1beta1} by TLS, with a key of its own
 * making, and says there what it was told by {@code POST /usage}, a {@link Usage}.
 */
public final class MetricsServer {
  /** Where the API server asks it. */
  public static final int PORT = 8443;

  /** Where it is told what to say. */
  public static final int TELL_PORT = 8080;

  private static final String API = "/apis/metrics.k8s.io/v1beta1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private volatile Usage usage = new Usage("none", Map.of());

  private MetricsServer() {}

  /** Serves until it is stopped. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    new MetricsServer().serve();
  }

  private void serve() throws IOException, GeneralSecurityException, InterruptedException {
    HttpsServer api = HttpsServer.create(new InetSocketAddress(PORT), 0);
    api.setHttpsConfigurator(new HttpsConfigurator(tls()));
    api.createContext(API, this::answer);
    HttpServer tell = HttpServer.create(new InetSocketAddress(TELL_PORT), 0);
    tell.createContext("/usage", this::listen);
    tell.createContext("/ready", replying(Map::of));
    for (HttpServer server : List.of(api, tell)) {
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
    }
  }

  /** Java's own tool makes the key: there is no other way to a certificate in its libraries. */
  private static SSLContext tls()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = Files.createTempDirectory("metrics").resolve("keys.p12");
    String password = UUID.randomUUID().toString();
    ProcessBuilder keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=metrics",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "KEYS")
            .inheritIO();
    keytool.environment().put("KEYS", password);
    int code = keytool.start().waitFor();
    if (code != 0) {
      throw new IOException("keytool ended with " + code);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, password.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean pods = exchange.getRequestURI().getPath().startsWith(API + "/namespaces/");
    replying(pods ? this::podMetrics : MetricsServer::resources).handle(exchange);
  }

  private void listen(HttpExchange exchange) throws IOException {
    usage = JSON.readValue(exchange.getRequestBody(), Usage.class);
    replying(Map::of).handle(exchange);
  }

  private static HttpHandler replying(Supplier<Object> reply) {
    return exchange -> {
      try (exchange) {
        byte[] body = JSON.writeValueAsBytes(reply.get());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, body.length);
        exchange.getResponseBody().write(body);
      }
    };
  }

  private static Object resources() {
    return Map.of(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        "metrics.k8s.io/v1beta1",
        "resources",
        List.of(
            Map.of(
                "name",
                "pods",
                "singularName",
                "",
                "namespaced",
                true,
                "kind",
                "PodMetrics",
                "verbs",
                List.of("get", "list"))));
  }

  private Object podMetrics() {
    Usage said = usage;
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return Map.of(
        "kind",
        "PodMetricsList",
        "apiVersion",
        "metrics.k8s.io/v1beta1",
        "metadata",
        Map.of(),
        "items",
        said.cpuMillis().entrySet().stream()
            .map(pod -> ofPod(said.namespace(), pod.getKey(), pod.getValue(), now))
            .toList());
  }

  private static Object ofPod(String namespace, String pod, int cpuMillis, String now) {
    return Map.of(
        "metadata",
        Map.of("name", pod, "namespace", namespace),
        "timestamp",
        now,
        "window",
        "1s",
        "containers",
        List.of(
            Map.of("name", "proxy", "usage", Map.of("cpu", cpuMillis + "m", "memory", "100Mi"))));
  }
}
