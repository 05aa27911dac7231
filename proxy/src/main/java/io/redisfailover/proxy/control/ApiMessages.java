package io.redisfailover.proxy.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The JSON of the control API, version 1. Reading is strict: an unknown or missing field, a wrong
 * type and another version are errors with a sentence.
 */
final class ApiMessages {
  static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private ApiMessages() {}

  /** A request that is not as it has to be. */
  static final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /** {@code PUT /v1/line}. */
  record Push(long sequence, Line line, Endpoints endpoints) {}

  /** {@code POST /v1/switch/prepare}. */
  record Prepare(String attempt, Cause cause, Duration deadline) {}

  /** {@code POST /v1/switch/release} and {@code commit}. */
  record End(String attempt, Optional<Line> line) {}

  static Push push(byte[] body) throws BadRequest {
    Fields fields = parse(body);
    Push push =
        new Push(
            fields.number("sequence", 0, Long.MAX_VALUE),
            line(fields.object("line")),
            endpoints(fields.object("endpoints")));
    fields.end();
    return push;
  }

  static Prepare prepare(byte[] body) throws BadRequest {
    Fields fields = parse(body);
    Prepare prepare =
        new Prepare(
            fields.text("attempt"),
            planned(fields.textOrNone("cause")),
            Duration.ofMillis(fields.number("deadlineMillis", 1, 60_000)));
    fields.end();
    return prepare;
  }

  static End end(byte[] body) throws BadRequest {
    Fields fields = parse(body);
    String attempt = fields.text("attempt");
    Optional<Fields> named = fields.objectOrNull("line");
    Optional<Line> line = named.isPresent() ? Optional.of(line(named.get())) : Optional.empty();
    fields.end();
    return new End(attempt, line);
  }

  /** {@return the JSON of a line, null for none} */
  static JsonNode line(Optional<Line> line) {
    if (line.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    return object()
        .put("number", line.get().number())
        .put("node", line.get().node().displayName())
        .put("replicationId", line.get().replicationId());
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Fields parse(byte[] body) throws BadRequest {
    JsonNode json;
    try {
      json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException malformed) {
      throw new BadRequest("the body is no JSON: " + malformed.getOriginalMessage());
    }
    Fields fields = Fields.of("the body", json);
    long version = fields.number("version", 0, Integer.MAX_VALUE);
    if (version != VERSION) {
      throw new BadRequest("version " + version + " is not known, use " + VERSION);
    }
    return fields;
  }

  private static Line line(Fields fields) throws BadRequest {
    long number = fields.number("number", 1, Long.MAX_VALUE - 10);
    Node node = node(fields.text("node"));
    String replicationId = fields.text("replicationId");
    fields.end();
    if (!node.owns(number)) {
      throw new BadRequest(
          "line " + number + " cannot belong to " + node + ": Master's are odd, Backup's even");
    }
    return new Line(number, node, replicationId);
  }

  /** Who does not say it was asked for the switch. */
  private static Cause planned(Optional<String> word) throws BadRequest {
    Optional<Cause> cause = Cause.of(word.orElseGet(Cause.SWITCHOVER::word));
    if (cause.filter(Cause::isPlanned).isEmpty()) {
      throw new BadRequest(
          "\"%s\" is no cause of a planned switch, use %s or %s"
              .formatted(word.orElse(""), Cause.SWITCHOVER.word(), Cause.FAILBACK.word()));
    }
    return cause.get();
  }

  private static Node node(String name) throws BadRequest {
    for (Node node : Node.values()) {
      if (node.displayName().equals(name)) {
        return node;
      }
    }
    throw new BadRequest("\"" + name + "\" is no server, use Master or Backup");
  }

  private static Endpoints endpoints(Fields fields) throws BadRequest {
    Endpoints endpoints =
        new Endpoints(endpoint(fields.object("master")), endpoint(fields.object("backup")));
    fields.end();
    return endpoints;
  }

  private static Endpoint endpoint(Fields fields) throws BadRequest {
    Endpoint endpoint =
        new Endpoint(
            fields.text("host"), (int) fields.number("port", 1, 65535), fields.texts("aliases"));
    fields.end();
    return endpoint;
  }
}
