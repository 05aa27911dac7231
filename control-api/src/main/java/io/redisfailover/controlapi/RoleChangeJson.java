package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.controlapi.RoleChange.Clients;
import io.redisfailover.controlapi.RoleChange.Kind;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A change of the active server as JSON. What is not known is left out. */
final class RoleChangeJson {
  private RoleChangeJson() {}

  static ObjectNode write(RoleChange change) {
    ObjectNode json = Message.object().put("at", change.at().toString());
    change.from().map(Node::displayName).ifPresent(from -> json.put("from", from));
    json.put("to", change.to().displayName()).put("kind", change.kind().word());
    change.cause().map(Cause::word).ifPresent(cause -> json.put("cause", cause));
    json.put("detectedBy", change.detectedBy()).put("message", change.message());
    millis(json, "detectedAfterMillis", change.detectedAfter());
    millis(json, "durationMillis", Optional.of(change.duration()));
    number(json, "sessionsClosed", change.clients().sessionsClosed());
    json.put("clientsHeld", change.clients().held());
    millis(json, "clientsWaitedMillis", change.clients().waited());
    number(json, "gapBytes", change.gapBytes());
    moments(json.putObject("moments"), change.moments());
    return json;
  }

  /** In the order in which they came; {@code afterMillis} saves a person the subtraction. */
  private static void moments(ObjectNode json, Map<Moment, Instant> moments) {
    Optional<Instant> first = moments.values().stream().min(Instant::compareTo);
    moments.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(moment ->
            json.putObject(moment.getKey().word())
                .put("at", moment.getValue().toString())
                .put(
                    "afterMillis",
                    Duration.between(first.orElseThrow(), moment.getValue()).toMillis()));
  }

  private static void millis(ObjectNode json, String field, Optional<Duration> time) {
    time.ifPresent(it -> json.put(field, it.toMillis()));
  }

  private static void number(ObjectNode json, String field, OptionalLong number) {
    number.ifPresent(it -> json.put(field, it));
  }

  /** Reads one that may be absent, and of it whatever can be read. */
  static Optional<RoleChange> readOrNone(Fields fields, String field) throws BadMessageException {
    Optional<Fields> change = fields.objectOrNone(field);
    return change.isPresent() ? Optional.of(read(change.get())) : Optional.empty();
  }

  private static RoleChange read(Fields fields) throws BadMessageException {
    return new RoleChange(
        fields.instant("at"),
        Fields.unlessMalformed(() -> fields.serverOrNone("from")),
        fields.server("to"),
        kind(fields.text("kind")),
        Fields.unlessMalformed(() -> fields.textOrNone("cause")).flatMap(Cause::of),
        fields.text("detectedBy"),
        fields.text("message"),
        millis(fields, "detectedAfterMillis"),
        Duration.ofMillis(fields.number("durationMillis", 0, Long.MAX_VALUE)),
        new Clients(
            number(fields, "sessionsClosed"),
            fields.number("clientsHeld", 0, Long.MAX_VALUE),
            millis(fields, "clientsWaitedMillis")),
        number(fields, "gapBytes"),
        moments(fields.object("moments")));
  }

  /** A newer proxy may tell more kinds: this one knows then only that there was a change. */
  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElse(Kind.EXTERNAL);
  }

  private static OptionalLong number(Fields fields, String field) {
    return Fields.unlessMalformed(() -> Optional.of(fields.numberOrNone(field)))
        .orElseGet(OptionalLong::empty);
  }

  private static Optional<Duration> millis(Fields fields, String field) {
    OptionalLong millis = number(fields, field);
    return millis.isPresent()
        ? Optional.of(Duration.ofMillis(millis.getAsLong()))
        : Optional.empty();
  }

  private static Map<Moment, Instant> moments(Fields fields) {
    Map<Moment, Instant> moments = new EnumMap<>(Moment.class);
    for (Moment moment : Moment.values()) {
      Fields.unlessMalformed(() -> moment(fields, moment)).ifPresent(at -> moments.put(moment, at));
    }
    return moments;
  }

  private static Optional<Instant> moment(Fields fields, Moment moment) throws BadMessageException {
    Optional<Fields> known = fields.objectOrNone(moment.word());
    return known.isPresent() ? Optional.of(known.get().instant("at")) : Optional.empty();
  }
}
