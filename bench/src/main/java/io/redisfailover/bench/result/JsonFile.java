package io.redisfailover.bench.result;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A result of one run as JSON. */
public final class JsonFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private JsonFile() {}

  /** Writes a file. */
  public static void write(Path file, Record result) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(result) + "\n");
  }

  /**
   * {@return what a file says}
   *
   * @param type what it holds
   * @throws IOException when it cannot be read, or is no such file
   */
  public static <R extends Record> R read(Path file, Class<R> type) throws IOException {
    return JSON.readValue(file.toFile(), type);
  }
}
