package io.redisfailover.controlapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The fields of one JSON object. Read strictly, as a request is, texts are neither empty nor too
 * long, and what was not read by {@link #end} is unknown and an error. Read leniently, as a reply
 * is, a null is an absent field, and what is unknown is passed over. Every text is printable: a
 * request is refused otherwise, a reply is escaped.
 */
final class Fields {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

  private final String name;
  private final ObjectNode object;
  private final boolean strict;
  private final Set<String> read = new HashSet<>();

  private Fields(String name, ObjectNode object, boolean strict) {
    this.name = name;
    this.object = object;
    this.strict = strict;
  }

  static Fields strict(String name, JsonNode json) throws BadMessageException {
    return of(name, json, true);
  }

  static Fields lenient(String name, JsonNode json) throws BadMessageException {
    return of(name, json, false);
  }

  private static Fields of(String name, JsonNode json, boolean strict) throws BadMessageException {
    if (json instanceof ObjectNode object) {
      return new Fields(name, object, strict);
    }
    throw new BadMessageException(name + " is not an object");
  }

  long number(String field, long minimum, long maximum) throws BadMessageException {
    return number(field, needed(field), minimum, maximum);
  }

  /** Any whole number that may be absent. */
  OptionalLong numberOrNone(String field) throws BadMessageException {
    Optional<JsonNode> value = present(field);
    return value.isPresent()
        ? OptionalLong.of(number(field, value.get(), Long.MIN_VALUE, Long.MAX_VALUE))
        : OptionalLong.empty();
  }

  boolean flag(String field) throws BadMessageException {
    JsonNode value = needed(field);
    if (!value.isBoolean()) {
      throw new BadMessageException(field + " is neither true nor false");
    }
    return value.booleanValue();
  }

  String text(String field) throws BadMessageException {
    return text(field, needed(field));
  }

  /** A text that may be absent. */
  Optional<String> textOrNone(String field) throws BadMessageException {
    Optional<JsonNode> value = present(field);
    return value.isPresent() ? Optional.of(text(field, value.get())) : Optional.empty();
  }

  /**
   * Texts that may be absent, in their order.
   *
   * @param most how many there may be
   */
  List<String> texts(String field, int most) throws BadMessageException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(field, most, "texts")) {
      texts.add(text(field, element));
    }
    return texts;
  }

  /** The name of a server. */
  Server server(String field) throws BadMessageException {
    return server(field, needed(field));
  }

  /** The name of a server that may be absent. */
  Optional<Server> serverOrNone(String field) throws BadMessageException {
    Optional<JsonNode> value = present(field);
    return value.isPresent() ? Optional.of(server(field, value.get())) : Optional.empty();
  }

  Instant instant(String field) throws BadMessageException {
    String text = text(field);
    try {
      Instant instant = Instant.parse(text);
      // Java knows times between which there is no number of milliseconds.
      if (!instant.isBefore(EARLIEST) && instant.isBefore(TOO_LATE)) {
        return instant;
      }
    } catch (DateTimeParseException wrong) {
      // Said below.
    }
    throw new BadMessageException(field + " is not a time such as 2026-01-31T12:00:00.250Z");
  }

  /** A time that may be absent. */
  Optional<Instant> instantOrNone(String field) throws BadMessageException {
    return present(field).isPresent() ? Optional.of(instant(field)) : Optional.empty();
  }

  /** Reads something. */
  interface Part<T> {
    T read() throws BadMessageException;
  }

  /** {@return a part that nobody decides by; absent when it cannot be read} */
  static <T> Optional<T> unlessMalformed(Part<Optional<T>> part) {
    try {
      return part.read();
    } catch (BadMessageException malformed) {
      return Optional.empty();
    }
  }

  Fields object(String field) throws BadMessageException {
    return of(field, needed(field), strict);
  }

  /** An object that may be absent. */
  Optional<Fields> objectOrNone(String field) throws BadMessageException {
    Optional<JsonNode> value = present(field);
    return value.isPresent() ? Optional.of(of(field, value.get(), strict)) : Optional.empty();
  }

  /** An object, or a null that has to be said by whoever is read strictly. */
  Optional<Fields> objectOrNull(String field) throws BadMessageException {
    if (!strict) {
      return objectOrNone(field);
    }
    JsonNode value = needed(field);
    return value.isNull() ? Optional.empty() : Optional.of(of(field, value, true));
  }

  /** Objects that may be absent, in their order. */
  List<Fields> objects(String field) throws BadMessageException {
    return objects(field, Integer.MAX_VALUE);
  }

  /**
   * Objects that may be absent, in their order.
   *
   * @param most how many there may be
   */
  List<Fields> objects(String field, int most) throws BadMessageException {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode element : list(field, most, "objects")) {
      objects.add(of(field, element, strict));
    }
    return objects;
  }

  /** Everything was read that is known. */
  void end() throws BadMessageException {
    for (Iterator<String> names = object.fieldNames(); strict && names.hasNext(); ) {
      String field = names.next();
      if (!read.contains(field)) {
        throw new BadMessageException("the field " + field + " of " + name + " is unknown");
      }
    }
  }

  private static long number(String field, JsonNode value, long minimum, long maximum)
      throws BadMessageException {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < minimum
        || value.longValue() > maximum) {
      throw new BadMessageException(
          field + " is not a whole number from " + minimum + " to " + maximum);
    }
    return value.longValue();
  }

  private String text(String field, JsonNode value) throws BadMessageException {
    if (!value.isTextual() || (strict && value.textValue().isEmpty())) {
      throw new BadMessageException(field + " is not a text");
    }
    if (strict && value.textValue().length() > ControlLimits.LONGEST_TEXT) {
      throw new BadMessageException(
          field + " is longer than " + ControlLimits.LONGEST_TEXT + " characters");
    }
    if (strict && !Printable.is(value.textValue())) {
      throw new BadMessageException(field + " has a character that is not printable");
    }
    return Printable.shortened(value.textValue());
  }

  private Server server(String field, JsonNode value) throws BadMessageException {
    String word = text(field, value);
    return Arrays.stream(Server.values())
        .filter(server -> server.displayName().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new BadMessageException("\"" + word + "\" is no server name; use Master or Backup"));
  }

  private Iterable<JsonNode> list(String field, int most, String what) throws BadMessageException {
    JsonNode list = present(field).orElse(null);
    if (list == null) {
      return List.of();
    }
    if (!list.isArray()) {
      throw new BadMessageException(field + " is not a list of " + what);
    }
    if (list.size() > most) {
      throw new BadMessageException(field + " has more than " + most + " elements");
    }
    return list;
  }

  private JsonNode needed(String field) throws BadMessageException {
    read.add(field);
    JsonNode value = object.get(field);
    if (value == null) {
      throw new BadMessageException("the field " + field + " of " + name + " is missing");
    }
    return value;
  }

  private Optional<JsonNode> present(String field) {
    read.add(field);
    return Optional.ofNullable(object.get(field)).filter(value -> strict || !value.isNull());
  }
}
