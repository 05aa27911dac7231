package io.redisfailover.bench.disturbance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file system of its own, in a file, that can be frozen ({@code fsfreeze}): whoever writes to it
 * or flushes it waits until it is thawed, as on a disk that stalls. Needs root, a loop device and
 * {@code mkfs.ext4}. The end of this program thaws it, however that comes. Used by one thread.
 */
public final class StallableDisk implements AutoCloseable {
  /** The file has holes: it takes only what is written. */
  private static final long BYTES = 2L << 30;

  private final Path home;
  private final Path folder;
  private final Thread atExit = new Thread(this::abandon, "thaw");
  private @Nullable Process freezing;

  private StallableDisk(Path home) {
    this.home = home;
    this.folder = home.resolve("disk");
  }

  /**
   * Makes and mounts one.
   *
   * @throws IOException with the reason why this machine cannot
   */
  public static StallableDisk mounted() throws IOException {
    StallableDisk disk = new StallableDisk(Files.createTempDirectory("bench-disk-"));
    try {
      disk.mount();
      disk.stall();
      disk.thaw();
      Runtime.getRuntime().addShutdownHook(disk.atExit);
      return disk;
    } catch (IOException impossible) {
      disk.thaw();
      disk.abandon();
      throw impossible;
    }
  }

  private void mount() throws IOException {
    Path image = home.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    Files.createDirectory(folder);
    SystemCommand.run("mkfs.ext4", "-q", "-F", image.toString());
    SystemCommand.run("mount", "-o", "loop", image.toString(), folder.toString());
  }

  /** Makes it the folder that a server will have: the folder is a link to it. */
  public void standFor(Path serverFolder) throws IOException {
    Files.createSymbolicLink(serverFolder, folder);
  }

  /**
   * Freezes it.
   *
   * @throws IOException with the reason why it cannot be frozen
   */
  public void stall() throws IOException {
    // When this program ends, the input ends, and so does the freeze.
    Process process =
        new ProcessBuilder("sh", "-c", "read -r x; fsfreeze -u \"$1\"", "sh", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    freezing = process;
    SystemCommand.run("fsfreeze", "-f", folder.toString());
  }

  /** Thaws it; does nothing when it is not frozen. */
  public void thaw() {
    Process process = freezing;
    if (process == null) {
      return;
    }
    freezing = null;
    try {
      process.getOutputStream().close();
      int unused = process.waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandon() {
    for (String[] step :
        new String[][] {
          {"fsfreeze", "-u", folder.toString()},
          {"umount", "-l", folder.toString()},
          {"rm", "-f", home.resolve("image").toString()},
          {"rmdir", folder.toString(), home.toString()}
        }) {
      try {
        SystemCommand.run(step);
      } catch (IOException alreadyDone) {
        // A disk that is not frozen cannot be thawed, and one that is not mounted not unmounted.
      }
    }
  }

  /** Thaws, unmounts and deletes it, when no server uses it any more. */
  @Override
  public void close() {
    thaw();
    abandon();
    boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
