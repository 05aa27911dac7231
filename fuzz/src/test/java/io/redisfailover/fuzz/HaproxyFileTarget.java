package io.redisfailover.fuzz;

import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.configuration.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** HAProxy's file: it is converted, or every mistake has a line and a sentence. */
final class HaproxyFileTarget {
  private static final Path FILE = file();

  private HaproxyFileTarget() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz", ".cfg");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    try {
      var unused =
          HaproxyFile.convert(
              Files.write(FILE, input),
              new HaproxyFile.Options(false, input.length % 2 == 0),
              name -> Optional.of("value"));
    } catch (InvalidFileException wrong) {
      if (String.valueOf(wrong.getMessage()).isBlank()) {
        throw new IllegalStateException("refused without a sentence", wrong);
      }
    }
  }
}
