package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.controlapi.RoleChange.Clients;
import io.redisfailover.controlapi.RoleChange.Kind;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A role change as JSON, in the control API and in the statistics. What is not known is left out.
 *
 * <p>{@code at} and {@code moments} tell the times. {@code detectedAfterMillis}, {@code
 * durationMillis} and {@code afterMillis} repeat them as spans for other programs, and are not read
 * back.
 */
public final class RoleChangeJson {
  private static final String EVIDENCE = "evidence";
  private static final int MOST_OBSERVERS = ControlLimits.MOST_PEERS + 1;

  private RoleChangeJson() {}

  /** {@return a role change as JSON} */
  public static ObjectNode write(RoleChange change) {
    ObjectNode json = Message.object().put("at", change.at().toString());
    change.from().map(Server::displayName).ifPresent(from -> json.put("from", from));
    json.put("to", change.to().displayName()).put("kind", change.kind().word());
    change.cause().map(Cause::word).ifPresent(cause -> json.put("cause", cause));
    json.put("detectedBy", change.detectedBy()).put("message", change.message());
    millis(json, "detectedAfterMillis", change.detectedAfter());
    millis(json, "durationMillis", Optional.of(change.duration()));
    number(json, "sessionsClosed", change.clients().sessionsClosed());
    json.put("clientsHeld", change.clients().held());
    millis(json, "clientsWaitedMillis", change.clients().longestWait());
    number(json, "gapBytes", change.gapBytes());
    if (!change.evidence().isEmpty()) {
      change.evidence().forEach(json.putArray(EVIDENCE)::add);
    }
    moments(json.putObject("moments"), change.moments());
    return json;
  }

  private static void moments(ObjectNode json, Moments moments) {
    for (Moment moment : moments.order()) {
      json.putObject(moment.word())
          .put("at", moments.at(moment).orElseThrow().toString())
          .put("afterMillis", moments.after(moment).toMillis());
    }
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
        Fields.unlessMalformed(() -> fields.serverOrNone("from")),
        fields.server("to"),
        kind(fields.text("kind")),
        Fields.unlessMalformed(() -> fields.textOrNone("cause")).flatMap(Cause::of),
        fields.text("detectedBy"),
        fields.text("message"),
        moments(fields.instant("at"), fields.object("moments")),
        new Clients(
            number(fields, "sessionsClosed"),
            fields.number("clientsHeld", 0, Long.MAX_VALUE),
            millis(fields, "clientsWaitedMillis")),
        number(fields, "gapBytes"),
        Fields.unlessMalformed(() -> Optional.of(fields.texts(EVIDENCE, MOST_OBSERVERS)))
            .orElseGet(List::of));
  }

  /** A kind of a newer release tells this one only that the active server changed. */
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

  /** The end stands in {@code at}, which is always there; the others are read as far as they go. */
  private static Moments moments(Instant end, Fields fields) {
    Map<Moment, Instant> known = new EnumMap<>(Moment.class);
    for (Moment moment : Moment.values()) {
      Fields.unlessMalformed(() -> moment(fields, moment)).ifPresent(at -> known.put(moment, at));
    }
    known.put(Moment.ROUTED, end);
    return new Moments(known);
  }

  private static Optional<Instant> moment(Fields fields, Moment moment) throws BadMessageException {
    Optional<Fields> known = fields.objectOrNone(moment.word());
    return known.isPresent() ? Optional.of(known.get().instant("at")) : Optional.empty();
  }
}
