package io.redisfailover.controlapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** What all messages have in common: one JSON object that says its version. */
final class Message {
  /** Of every message. What a change of it means stands in the documentation of the package. */
  static final int VERSION = 1;

  private static final String VERSION_FIELD = "version";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private Message() {}

  /** {@return a message that says nothing yet} */
  static ObjectNode create() {
    return object().put(VERSION_FIELD, VERSION);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Reads a request, strictly. */
  static Fields request(byte[] body) throws BadMessageException {
    JsonNode json;
    try {
      json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException malformed) {
      throw new BadMessageException("the body is not JSON: " + malformed.getOriginalMessage());
    }
    Fields fields = Fields.strict("the body", json);
    long version = fields.number(VERSION_FIELD, 0, Integer.MAX_VALUE);
    if (version != VERSION) {
      throw new BadMessageException("version " + version + " is unknown; use " + VERSION);
    }
    return fields;
  }

  /**
   * Reads a message of whatever kind, leniently.
   *
   * @param name what it is called in sentences
   * @param version the only one that is known of it
   */
  static Fields stored(String name, String text, int version) throws BadMessageException {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new BadMessageException("it is not JSON");
    }
    Fields fields = Fields.lenient(name, json);
    if (fields.numberOrNone(VERSION_FIELD).orElse(0) != version) {
      throw new BadMessageException("its version is not " + version);
    }
    return fields;
  }

  /** Reads a reply, leniently. */
  static Fields reply(String text) throws BadMessageException {
    Fields fields = Fields.lenient("its reply", tree(text));
    if (fields.numberOrNone(VERSION_FIELD).orElse(0) != VERSION) {
      throw new BadMessageException("its control API is not of version " + VERSION);
    }
    return fields;
  }

  /** {@return JSON on one line, in ASCII: a control character is an escape in it} */
  static String oneLine(JsonNode json) {
    try {
      return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("JSON that was read cannot be written", impossible);
    }
  }

  /** {@return any JSON; missing when there is none} */
  static JsonNode tree(String text) throws BadMessageException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new BadMessageException("its reply is not JSON");
    }
  }
}
