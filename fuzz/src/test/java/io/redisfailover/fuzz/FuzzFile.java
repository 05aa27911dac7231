package io.redisfailover.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a target writes each input into. */
final class FuzzFile {
  private FuzzFile() {}

  /** {@return a file of this process, which goes with it} */
  static Path endingWith(String suffix) {
    try {
      Path file = Files.createTempFile("fuzz", suffix);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
