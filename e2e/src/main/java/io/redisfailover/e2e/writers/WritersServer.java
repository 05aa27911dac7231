package io.redisfailover.e2e.writers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.redisfailover.realredis.client.ClientLibrary;
import io.redisfailover.realredis.client.ClientPacing;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.Workload;
import io.redisfailover.realredis.client.WriteAudit;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * The program of the pod. {@code POST /start}, {@code /phase}, {@code /progress}, {@code /stop} and
 * {@code /find}, each with a JSON object that has the {@code name} of the writers.
 */
public final class WritersServer {
  /** Where it listens. */
  public static final int PORT = 8080;

  private static final Duration LIVELY = Duration.ofMillis(300);

  /** As many failures of each writer are told in its words. */
  private static final int LAST = 5;

  private static final int EXAMPLES = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Workload> workloads = new ConcurrentHashMap<>();

  private WritersServer() {}

  /** What is done for a request. */
  @FunctionalInterface
  private interface Action {
    Object answer(JsonNode request) throws Exception;
  }

  /** Serves until it is stopped. */
  public static void main(String[] arguments) throws IOException {
    new WritersServer().serve();
  }

  private void serve() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    on(server, "/start", request -> start(JSON.treeToValue(request, Start.class)));
    on(
        server,
        "/phase",
        request -> {
          workload(request).beginPhase();
          return Map.of();
        });
    on(server, "/progress", request -> progress(workload(request)));
    on(
        server,
        "/stop",
        request -> {
          workload(request).stop();
          return Map.of();
        });
    on(server, "/find", this::find);
    on(server, "/ready", request -> Map.of());
    server.start();
  }

  private static void on(HttpServer server, String path, Action action) {
    server.createContext(path, exchange -> answer(exchange, action));
  }

  private static void answer(HttpExchange exchange, Action action) throws IOException {
    try (exchange) {
      int status = HttpURLConnection.HTTP_OK;
      byte[] reply;
      try {
        reply = JSON.writeValueAsBytes(action.answer(JSON.readTree(exchange.getRequestBody())));
      } catch (Exception failure) {
        status = HttpURLConnection.HTTP_INTERNAL_ERROR;
        reply = String.valueOf(failure).getBytes(StandardCharsets.UTF_8);
      }
      exchange.sendResponseHeaders(status, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private Map<String, String> start(Start start) {
    InetSocketAddress address = new InetSocketAddress(start.host(), start.port());
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("there is no " + start.host());
    }
    ClientPacing pacing =
        new ClientPacing(
            Duration.ofMillis(start.patienceMillis()),
            ClientPacing.IMMEDIATE.beforeReconnect(),
            ClientPacing.IMMEDIATE.betweenWrites());
    Workload workload = new Workload(Optional.of(start.password()));
    workload.start(start.name() + "-jedis-", start.jedis(), ClientLibrary.JEDIS, pacing, address);
    workload.start(
        start.name() + "-lettuce-", start.lettuce(), ClientLibrary.LETTUCE, pacing, address);
    workloads.put(start.name(), workload);
    return Map.of();
  }

  private Workload workload(JsonNode request) {
    String name = request.path("name").asText();
    return Optional.ofNullable(workloads.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no writers are named " + name));
  }

  private static Progress progress(Workload workload) {
    long since = System.nanoTime() - LIVELY.toNanos();
    List<String> errors =
        workload.journals().stream().flatMap(journal -> last(journal.errors()).stream()).toList();
    return new Progress(
        workload.acknowledged(),
        workload.errorsInPhase(),
        workload.pauses().stream().map(Duration::toMillis).toList(),
        workload.allWroteAfter(since),
        errors);
  }

  private static List<String> last(List<String> errors) {
    return errors.subList(Math.max(0, errors.size() - LAST), errors.size());
  }

  private WriteAuditReply find(JsonNode request) {
    List<Journal> journals = workload(request).journals();
    ClientTarget server =
        new ClientTarget(
            new InetSocketAddress(request.path("host").asText(), request.path("port").asInt()),
            Optional.of(request.path("password").asText()));
    WriteAudit audit = WriteAudit.read(journals, server);
    return new WriteAuditReply(
        audit.acknowledged(),
        audit.lost().size(),
        audit.countersShort(),
        audit.countersOver(),
        audit.appendsLost(),
        audit.lost().stream().sorted().limit(EXAMPLES).toList());
  }
}
