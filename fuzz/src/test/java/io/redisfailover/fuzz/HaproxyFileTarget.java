package io.redisfailover.fuzz;

import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.configuration.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** HAProxy's file: it is converted, or every mistake has a line and a sentence. */
final class HaproxyFileTarget {
  private static final Path FILE = FuzzFile.endingWith(".cfg");

  private HaproxyFileTarget() {}

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
