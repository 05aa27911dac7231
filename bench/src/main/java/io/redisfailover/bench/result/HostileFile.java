package io.redisfailover.bench.result;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The result of {@code bench/hostile} as JSON. */
public final class HostileFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private HostileFile() {}

  /** Writes a file. */
  public static void write(Path file, HostileResult result) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(result) + "\n");
  }

  /**
   * {@return what a file says}
   *
   * @throws IOException when it cannot be read, or is no such file
   */
  public static HostileResult read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), HostileResult.class);
  }
}
