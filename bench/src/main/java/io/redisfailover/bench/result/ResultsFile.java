package io.redisfailover.bench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Results as JSON, one run per line. */
public final class ResultsFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /** The one key that older files do not have. */
  private static final String BUILDS = "builds";

  private ResultsFile() {}

  /** {@return the text of a file} */
  public static String text(Results results) {
    return """
    {"about": %s,
     "failures": %s,
     "runs": [
    %s
    ]}
    """
        .formatted(
            json(results.about()),
            json(results.failures()),
            results.runs().stream().map(ResultsFile::json).collect(Collectors.joining(",\n")));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * {@return what a text says}
   *
   * @throws IOException when it is no such file, with what is wrong with it
   */
  public static Results parse(String text) throws IOException {
    try {
      JsonNode results = JSON.readTree(text);
      if (results.path("about") instanceof ObjectNode about && !about.has(BUILDS)) {
        about.putArray(BUILDS);
      }
      return JSON.treeToValue(results, Results.class);
    } catch (JsonProcessingException wrong) {
      throw new IOException(
          "it was not written by bench/failover --json: " + wrong.getOriginalMessage(), wrong);
    }
  }

  /** Writes a file. */
  public static void write(Path file, Results results) throws IOException {
    Files.writeString(file, text(results));
  }

  /**
   * {@return what a file says}
   *
   * @throws IOException with the file and what is wrong with it
   */
  public static Results read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + " is not there, or may not be read");
    }
    try {
      return parse(Files.readString(file));
    } catch (IOException wrong) {
      throw new IOException(file + ": " + wrong.getMessage(), wrong);
    }
  }
}
