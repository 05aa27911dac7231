package io.redisfailover.realredis.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes and deletes folders; what the file system refuses is an {@link UncheckedIOException}. */
public final class FolderTree {
  private FolderTree() {}

  /** {@return a folder that is there, with its parents} */
  static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** {@return a new temporary folder} */
  static Path temporary(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Deletes a folder with everything in it; an absent one is deleted already. */
  public static void delete(Path folder) {
    delete(folder, file -> true);
  }

  /**
   * Deletes a part of what is in a folder.
   *
   * @param folder the folder, which counts as a part of itself
   * @param doomed whether a file or folder is deleted; a folder only with everything in it
   */
  static void delete(Path folder, Predicate<Path> doomed) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(doomed).sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }
}
