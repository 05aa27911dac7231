package io.redisfailover.controller.fleet;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The proxies over their control API: HTTP/1.1, JSON, a bearer token. */
public final class HttpProxyFleet implements ProxyFleet {
  /** A proxy drains within 200 ms; the rest is for the way there and back. */
  private static final Duration TIME_LIMIT = Duration.ofMillis(400);

  private final Duration limit;
  private final Supplier<List<Endpoint>> proxies;
  private final Supplier<String> token;
  private final HttpClient client;

  /**
   * A fleet.
   *
   * @param proxies control addresses; may be empty
   * @param token asked for every call, so that a rotated token is found; never logged
   */
  public HttpProxyFleet(List<Endpoint> proxies, Supplier<String> token) {
    this(proxies, token, TIME_LIMIT);
  }

  /**
   * A fleet that comes and goes.
   *
   * @param proxies the control addresses of the moment, asked for every call; by any thread
   * @param token asked for every call, so that a rotated token is found; never logged
   */
  public HttpProxyFleet(Supplier<List<Endpoint>> proxies, Supplier<String> token) {
    this(proxies, token, TIME_LIMIT);
  }

  /** A fleet whose proxies may take another time. */
  HttpProxyFleet(List<Endpoint> proxies, Supplier<String> token, Duration limit) {
    this(fixed(proxies), token, limit);
  }

  private static Supplier<List<Endpoint>> fixed(List<Endpoint> proxies) {
    List<Endpoint> copy = List.copyOf(proxies);
    return () -> copy;
  }

  private HttpProxyFleet(Supplier<List<Endpoint>> proxies, Supplier<String> token, Duration limit) {
    this.limit = limit;
    this.proxies = proxies;
    this.token = token;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limit)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Map<String, ProxyReply> status() {
    return all("GET", "/v1/status", "", HttpProxyFleet::withStatus);
  }

  @Override
  public Map<String, ProxyReply> push(long sequence, Line line, Endpoints endpoints) {
    String body = ProxyJson.push(sequence, line, endpoints);
    return all("PUT", "/v1/line", body, HttpProxyFleet::withStatus);
  }

  @Override
  public Map<String, ProxyReply> prepare(String attempt, Cause cause, Duration deadline) {
    String body = ProxyJson.prepare(attempt, cause, deadline);
    return all(
        "POST",
        "/v1/switch/prepare",
        body,
        answer ->
            ProxyJson.drained(answer, attempt)
                ? new ProxyReply.Accepted(Optional.empty())
                : new ProxyReply.Rejected("it did not drain"));
  }

  @Override
  public Map<String, ProxyReply> release(String attempt, Optional<Line> line) {
    String body = ProxyJson.release(attempt, line);
    return all("POST", "/v1/switch/release", body, HttpProxyFleet::withStatus);
  }

  @Override
  public Map<String, ProxyReply> commit(String attempt, Line line) {
    String body = ProxyJson.commit(attempt, line);
    return all("POST", "/v1/switch/commit", body, HttpProxyFleet::withStatus);
  }

  private static ProxyReply withStatus(String answer) {
    return new ProxyReply.Accepted(Optional.of(ProxyJson.status(answer)));
  }

  private Map<String, ProxyReply> all(
      String method, String path, String body, Function<String, ProxyReply> meaning) {
    Map<String, CompletableFuture<ProxyReply>> calls = new LinkedHashMap<>();
    for (Endpoint proxy : proxies.get()) {
      calls.put(proxy.toString(), call(proxy, method, path, body, meaning));
    }
    Map<String, ProxyReply> replies = new LinkedHashMap<>();
    calls.forEach((proxy, call) -> replies.put(proxy, call.join()));
    return replies;
  }

  private CompletableFuture<ProxyReply> call(
      Endpoint proxy,
      String method,
      String path,
      String body,
      Function<String, ProxyReply> meaning) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + proxy + path))
            .timeout(limit)
            .header("Authorization", "Bearer " + token.get())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    // The client's own limit ends with the response's head; this one covers the body as well.
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> reply(response, meaning))
        .exceptionally(this::failed);
  }

  private static ProxyReply reply(
      HttpResponse<String> response, Function<String, ProxyReply> meaning) {
    try {
      return switch (response.statusCode()) {
        case 200 -> meaning.apply(response.body());
        case 409 -> new ProxyReply.Rejected(ProxyJson.error(response.body(), 409));
        default -> new ProxyReply.Unknown(ProxyJson.error(response.body(), response.statusCode()));
      };
    } catch (IllegalArgumentException garbled) {
      return new ProxyReply.Unknown(String.valueOf(garbled.getMessage()));
    }
  }

  private ProxyReply failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean late = cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
    return new ProxyReply.Unknown(
        late
            ? "no answer within " + limit.toMillis() + " ms"
            : "its control API cannot be reached");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
