package io.redisfailover.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A temporary folder, and the promise that nothing stays: whatever ends this program, also Ctrl-C
 * and SIGTERM, first ends every process that it has started. A server that is stopped would stay
 * for ever otherwise. May be closed from any thread and more than once.
 */
public final class Workplace implements AutoCloseable {
  private final Path folder;
  private volatile boolean kept;

  private Workplace(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one.
   *
   * @param prefix begins the name of the folder
   */
  public static Workplace open(String prefix) throws IOException {
    Workplace workplace = new Workplace(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(new Thread(workplace::abandon, "abandon"));
    return workplace;
  }

  /** {@return the folder} */
  public Path folder() {
    return folder;
  }

  /** The folder stays, for somebody to look at. */
  public void keep() {
    kept = true;
  }

  private void abandon() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    close();
  }

  @Override
  public void close() {
    if (!kept) {
      delete(folder);
    }
  }

  /** Deletes a folder with everything in it, or says on standard error why it stays. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException stays) {
      System.err.println(folder + " could not be deleted: " + stays.getMessage());
    }
  }
}
