package io.redisfailover.proxy.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.proxy.control.ApiMessages.BadRequest;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fields of one JSON object; what was not read by the end is unknown, and an error. */
final class Fields {
  private static final int LONGEST_TEXT = 255;

  private final String name;
  private final ObjectNode object;
  private final Set<String> read = new HashSet<>();

  private Fields(String name, ObjectNode object) {
    this.name = name;
    this.object = object;
  }

  static Fields of(String name, JsonNode json) throws BadRequest {
    if (json instanceof ObjectNode object) {
      return new Fields(name, object);
    }
    throw new BadRequest(name + " is no object");
  }

  long number(String field, long minimum, long maximum) throws BadRequest {
    JsonNode value = value(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < minimum
        || value.longValue() > maximum) {
      throw new BadRequest(field + " is no whole number from " + minimum + " to " + maximum);
    }
    return value.longValue();
  }

  String text(String field) throws BadRequest {
    return text(field, value(field));
  }

  /** A text that may be absent. */
  Optional<String> textOrNone(String field) throws BadRequest {
    return object.has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  /** A list of texts that may be absent. */
  Set<String> texts(String field) throws BadRequest {
    read.add(field);
    Set<String> texts = new TreeSet<>();
    JsonNode list = object.get(field);
    if (list != null) {
      if (!list.isArray() || list.size() > LONGEST_TEXT) {
        throw new BadRequest(field + " is no list of texts");
      }
      for (JsonNode element : list) {
        texts.add(text(field, element));
      }
    }
    return texts;
  }

  Fields object(String field) throws BadRequest {
    return of(field, value(field));
  }

  Optional<Fields> objectOrNull(String field) throws BadRequest {
    JsonNode value = value(field);
    return value.isNull() ? Optional.empty() : Optional.of(of(field, value));
  }

  /** Everything was read that is known. */
  void end() throws BadRequest {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String field = names.next();
      if (!read.contains(field)) {
        throw new BadRequest("the field " + field + " of " + name + " is not known");
      }
    }
  }

  private static String text(String field, JsonNode value) throws BadRequest {
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new BadRequest(field + " is no text");
    }
    if (value.textValue().length() > LONGEST_TEXT) {
      throw new BadRequest(field + " is longer than " + LONGEST_TEXT + " characters");
    }
    return value.textValue();
  }

  private JsonNode value(String field) throws BadRequest {
    read.add(field);
    JsonNode value = object.get(field);
    if (value == null) {
      throw new BadRequest("the field " + field + " of " + name + " is missing");
    }
    return value;
  }
}
