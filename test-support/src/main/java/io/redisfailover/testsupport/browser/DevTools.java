package io.redisfailover.testsupport.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The DevTools protocol over a WebSocket: commands with their answers, and events. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 30;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> events = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

  private DevTools() {}

  static DevTools connect(URI address) throws IOException {
    DevTools tools = new DevTools();
    try {
      WebSocket socket =
          tools
              .client
              .newWebSocketBuilder()
              .buildAsync(address, tools)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      tools.socket.complete(socket);
      return tools;
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException("the browser cannot be steered", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /** {@return the answer to a command} */
  JsonNode ask(String method, Map<String, Object> parameters, Optional<String> session) {
    long id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    session.ifPresent(known -> message.put("sessionId", known));
    try {
      socket.get().sendText(MAPPER.writeValueAsString(message), true).get();
      JsonNode reply = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (reply.has("error")) {
        throw new IllegalStateException(method + ": " + reply.path("error"));
      }
      return reply.path("result");
    } catch (ExecutionException | TimeoutException | JsonProcessingException failure) {
      throw new IllegalStateException(method + " was not answered", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** {@return how often an event has come} */
  long events(String method) {
    return events.computeIfAbsent(method, name -> new AtomicLong()).get();
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
    partial.append(data);
    if (whole) {
      take(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  private void take(String text) {
    try {
      JsonNode message = MAPPER.readTree(text);
      CompletableFuture<JsonNode> answer = open.remove(message.path("id").asLong());
      if (answer != null) {
        answer.complete(message);
        return;
      }
      String method = message.path("method").asText();
      events.computeIfAbsent(method, name -> new AtomicLong()).incrementAndGet();
      JsonNode entry = message.path("params").path("entry");
      if (method.equals("Log.entryAdded") && !entry.path("level").asText().equals("verbose")) {
        complaints.add(entry.path("text").asText());
      } else if (method.equals("Runtime.exceptionThrown")) {
        complaints.add(message.path("params").path("exceptionDetails").toString());
      }
    } catch (JsonProcessingException garbled) {
      complaints.add("the browser sent what is no JSON");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
