package io.redisfailover.bench.machine;

import io.redisfailover.realredis.process.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder that leaves nothing behind: when this program ends, also by Ctrl-C or SIGTERM,
 * every process that it has started ends first. May be closed from any thread and more than once.
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

  /** Keeps the folder, for an administrator to read. */
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
    try {
      FolderTree.delete(folder);
    } catch (UncheckedIOException stays) {
      System.err.println("Could not delete " + folder + ": " + stays.getMessage());
    }
  }
}
