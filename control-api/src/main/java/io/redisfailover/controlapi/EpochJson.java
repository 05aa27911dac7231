package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Node;
import java.util.Optional;

/** An epoch as JSON, in messages and on record: {@code {"number", "server", "replicationId"}}. */
final class EpochJson {
  private EpochJson() {}

  /** {@return an epoch as JSON} */
  static ObjectNode write(Line epoch) {
    return Message.object()
        .put("number", epoch.number())
        .put("server", epoch.node().displayName())
        .put("replicationId", epoch.replicationId());
  }

  static JsonNode write(Optional<Line> epoch) {
    return epoch.<JsonNode>map(EpochJson::write).orElseGet(JsonNodeFactory.instance::nullNode);
  }

  static Line read(Fields fields) throws BadMessageException {
    long number = fields.number("number", 1, Marker.HIGHEST);
    Node server = fields.server("server");
    String replicationId = fields.text("replicationId");
    if (replicationId.isEmpty() || replicationId.length() > ControlLimits.LONGEST_TEXT) {
      throw new BadMessageException("replicationId is empty or too long");
    }
    fields.end();
    if (!server.owns(number)) {
      throw new BadMessageException(
          "epoch " + number + " cannot belong to " + server + ": Master's are odd, Backup's even");
    }
    return new Line(number, server, replicationId);
  }

  /** Reads an epoch that may be null. */
  static Optional<Line> readOrNull(Fields fields, String field) throws BadMessageException {
    Optional<Fields> epoch = fields.objectOrNull(field);
    return epoch.isPresent() ? Optional.of(read(epoch.get())) : Optional.empty();
  }
}
