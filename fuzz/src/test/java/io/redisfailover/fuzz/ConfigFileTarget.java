package io.redisfailover.fuzz;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration file: it is read, or every mistake has a place and a sentence. */
final class ConfigFileTarget {
  private static final Path FILE = FuzzFile.endingWith(".yaml");

  private ConfigFileTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    try {
      var unused = ConfigFile.read(Files.write(FILE, input));
    } catch (InvalidFileException wrong) {
      if (String.valueOf(wrong.getMessage()).isBlank()) {
        throw new IllegalStateException("refused without a sentence", wrong);
      }
    }
  }
}
