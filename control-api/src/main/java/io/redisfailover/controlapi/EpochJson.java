package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Server;
import java.util.Optional;

/**
 * An epoch as JSON, in messages, in the statistics and on record: {@code {"number", "server",
 * "replicationId"}}.
 */
public final class EpochJson {
  private EpochJson() {}

  /** {@return an epoch as JSON} */
  public static ObjectNode write(Epoch epoch) {
    return Message.object()
        .put("number", epoch.number())
        .put("server", epoch.server().displayName())
        .put("replicationId", epoch.replicationId());
  }

  static JsonNode write(Optional<Epoch> epoch) {
    return epoch.<JsonNode>map(EpochJson::write).orElseGet(JsonNodeFactory.instance::nullNode);
  }

  static Epoch read(Fields fields) throws BadMessageException {
    long number = fields.number("number", 1, Marker.HIGHEST);
    Server server = fields.server("server");
    String replicationId = fields.text("replicationId");
    if (replicationId.isEmpty() || replicationId.length() > ControlLimits.LONGEST_TEXT) {
      throw new BadMessageException("replicationId is empty or too long");
    }
    fields.end();
    if (!server.owns(number)) {
      throw new BadMessageException(
          "epoch " + number + " cannot belong to " + server + ": Master's are odd, Backup's even");
    }
    return new Epoch(number, server, replicationId);
  }

  /** Reads an epoch that may be null. */
  static Optional<Epoch> readOrNull(Fields fields, String field) throws BadMessageException {
    Optional<Fields> epoch = fields.objectOrNull(field);
    return epoch.isPresent() ? Optional.of(read(epoch.get())) : Optional.empty();
  }
}
