package io.redisfailover.controller.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.SwitchoverPrepared;
import io.redisfailover.failover.model.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small real HTTP server that speaks a proxy's control API as a test tells it to. */
public final class FakeControlApi implements AutoCloseable {
  /** A status of version 1, with a field that only a newer proxy says. */
  public static final String STATUS =
      """
      {"version":1,"name":"proxy-1","epoch":{"number":7,"server":"Master","replicationId":"abc"},
       "routing":"Master","ready":true,"message":"Master is active","sequence":12,
       "attempt":null,"held":3,"sessions":4,"ofANewerVersion":[]}\
      """;

  private static final String DRAINED = "drained";

  /**
   * One answer.
   *
   * @param status HTTP status
   * @param body JSON, or anything
   */
  record Scripted(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, Scripted> answers = new ConcurrentHashMap<>();

  /** Method, path and body of each call so far. */
  public final List<String> calls = new CopyOnWriteArrayList<>();

  final List<String> tokens = new CopyOnWriteArrayList<>();

  /** Starts one on a free port. */
  public FakeControlApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens. */
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getAddress().getPort());
  }

  /** From here on calls of this path are answered so. */
  public void answer(String path, int status, String body) {
    answers.put(path, new Scripted(status, body));
  }

  /** Never answers calls of this path. */
  public void hangOn(String path) {
    answers.put(path, new Scripted(0, ""));
  }

  /** Answers every prepare as a proxy does that has drained. */
  public void drainOnPrepare() {
    answers.put(Route.PREPARE.path(), new Scripted(200, DRAINED));
  }

  private static String attempt(String body) {
    int begin = body.indexOf("\"attempt\":\"") + "\"attempt\":\"".length();
    return body.substring(begin, body.indexOf('"', begin));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(exchange.getRequestMethod() + " " + path + (body.isEmpty() ? "" : " " + body));
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Scripted answer = answers.getOrDefault(path, new Scripted(404, "{\"error\":\"no such path\"}"));
    if (answer.status() == 0) {
      awaitEnd();
      exchange.close();
      return;
    }
    String text =
        answer.body().equals(DRAINED)
            ? ReplyJson.write(new SwitchoverPrepared(attempt(body), true))
            : answer.body();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      over.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
