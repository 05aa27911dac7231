package io.redisfailover.bench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Results as JSON, one run per line. */
public final class ResultsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    return JSON.readValue(text, Results.class);
  }

  /** Writes a file. */
  public static void write(Path file, Results results) throws IOException {
    Files.writeString(file, text(results));
  }

  /** {@return what a file says} */
  public static Results read(Path file) throws IOException {
    return parse(Files.readString(file));
  }
}
