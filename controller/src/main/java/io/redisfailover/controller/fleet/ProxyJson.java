package io.redisfailover.controller.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/** Version 1 of the control API's JSON. */
final class ProxyJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProxyJson() {}

  static String push(long sequence, Line line, Endpoints endpoints) {
    ObjectNode body = body().put("sequence", sequence);
    body.set("line", line(line));
    body.putObject("endpoints")
        .<ObjectNode>set("master", endpoint(endpoints.master()))
        .set("backup", endpoint(endpoints.backup()));
    return body.toString();
  }

  static String prepare(String attempt, Cause cause, Duration deadline) {
    return body()
        .put("attempt", attempt)
        .put("cause", cause.word())
        .put("deadlineMillis", deadline.toMillis())
        .toString();
  }

  static String release(String attempt, Optional<Line> line) {
    ObjectNode body = body().put("attempt", attempt);
    body.set(
        "line", line.<JsonNode>map(ProxyJson::line).orElse(JsonNodeFactory.instance.nullNode()));
    return body.toString();
  }

  static String commit(String attempt, Line line) {
    ObjectNode body = body().put("attempt", attempt);
    body.set("line", line(line));
    return body.toString();
  }

  /**
   * Reads what a proxy said of itself. Unknown fields are passed over: a newer proxy may say more.
   *
   * @throws IllegalArgumentException when it is not a status of version 1
   */
  static ProxyStatus status(String text) {
    JsonNode root = tree(text);
    if (root.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException("its control API is not of version " + VERSION);
    }
    return new ProxyStatus(
        root.path("name").asText(),
        present(root, "line").map(ProxyJson::line),
        present(root, "routing").map(word -> node(word.asText())),
        root.path("ready").asBoolean(),
        root.path("why").asText(),
        root.path("sequence").asLong(),
        present(root, "attempt").map(JsonNode::asText),
        root.path("held").asInt(),
        root.path("sessions").asInt(),
        present(root, "lastFailover").map(ProxyJson::failover));
  }

  private static ProxyFailover failover(JsonNode json) {
    return new ProxyFailover(
        instant(json.path("at").asText()),
        present(json, "from").map(word -> node(word.asText())),
        node(json.path("to").asText()),
        switch (json.path("kind").asText()) {
          case "failover" -> ProxyFailover.Kind.FAILOVER;
          case "switchover" -> ProxyFailover.Kind.SWITCHOVER;
          default -> ProxyFailover.Kind.ADOPTION;
        },
        Cause.of(json.path("cause").asText()),
        json.path("sentence").asText(),
        present(json, "detectedAfterMillis").map(millis -> Duration.ofMillis(millis.asLong())),
        Duration.ofMillis(json.path("durationMillis").asLong()),
        present(json, "gapBytes").map(JsonNode::asLong));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("it writes a time as \"" + text + "\"", wrong);
    }
  }

  /** Whether a reply to a prepare says that this attempt is drained. */
  static boolean drained(String text, String attempt) {
    JsonNode root = tree(text);
    return root.path("attempt").asText().equals(attempt) && root.path("drained").asBoolean();
  }

  /** The sentence of a refusal, or the status code where there is none. */
  static String error(String text, int httpStatus) {
    try {
      return present(tree(text), "error").map(JsonNode::asText).orElse("HTTP status " + httpStatus);
    } catch (IllegalArgumentException noJson) {
      return "HTTP status " + httpStatus;
    }
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException("its answer is not JSON", noJson);
    }
  }

  private static Optional<JsonNode> present(JsonNode root, String field) {
    return Optional.ofNullable(root.get(field)).filter(value -> !value.isNull());
  }

  private static ObjectNode body() {
    return JSON.createObjectNode().put("version", VERSION);
  }

  private static ObjectNode line(Line line) {
    return JSON.createObjectNode()
        .put("number", line.number())
        .put("node", line.node().displayName())
        .put("replicationId", line.replicationId());
  }

  private static Line line(JsonNode line) {
    return new Line(
        line.path("number").asLong(),
        node(line.path("node").asText()),
        line.path("replicationId").asText());
  }

  private static Node node(String word) {
    return Arrays.stream(Node.values())
        .filter(node -> node.displayName().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("it names a node \"" + word + "\""));
  }

  private static ObjectNode endpoint(Endpoint endpoint) {
    ObjectNode json =
        JSON.createObjectNode().put("host", endpoint.host()).put("port", endpoint.port());
    if (!endpoint.aliases().isEmpty()) {
      endpoint.aliases().stream().sorted().forEach(json.putArray("aliases")::add);
    }
    return json;
  }
}
