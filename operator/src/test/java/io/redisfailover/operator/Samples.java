package io.redisfailover.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Resources as the API server hands them out: with the schema's defaults. That both fill in the
 * same is tested where an API server is.
 */
public final class Samples {
  /** Where the examples for users are. */
  public static final Path EXAMPLES = Path.of("..", "examples", "kubernetes");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Samples() {}

  /** {@return the files of all examples} */
  public static List<Path> examples() {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** {@return an example by the name of its file} */
  public static RedisFailover example(String name) {
    return resource(Yaml.read(Yaml.file(EXAMPLES.resolve(name + ".yaml"))));
  }

  /** {@return the resource {@code cache} with a spec} */
  public static RedisFailover withSpec(String spec) {
    ObjectNode document =
        Yaml.read("apiVersion: redisfailover.io/v1\nkind: RedisFailover\nmetadata: {name: cache}");
    document.set("spec", Yaml.read(spec));
    return resource(document);
  }

  /** {@return a document as a resource of the namespace {@code shop}} */
  public static RedisFailover resource(JsonNode document) {
    ObjectNode complete = document.deepCopy();
    complete.withObject("metadata").put("namespace", "shop").put("generation", 1);
    complete.withObject("metadata").put("uid", "11111111-2222-3333-4444-555555555555");
    fill(complete, Crd.schema());
    try {
      return JSON.treeToValue(complete, RedisFailover.class);
    } catch (JsonProcessingException noResource) {
      throw new IllegalArgumentException(noResource);
    }
  }

  /** Fills in defaults as an API server does: what is missing or null, then what is below it. */
  public static void fill(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        JsonNode fallback = property.getValue().path("default");
        if (!object.hasNonNull(property.getKey()) && !fallback.isMissingNode()) {
          object.set(property.getKey(), fallback.deepCopy());
        }
        fill(object.path(property.getKey()), property.getValue());
      }
    }
    if (value.isArray()) {
      value.forEach(entry -> fill(entry, schema.path("items")));
    }
  }
}
