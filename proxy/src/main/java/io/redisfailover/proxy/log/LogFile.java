package io.redisfailover.proxy.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Appends lines to a file, which is opened for the first one. A file that was moved away or
 * deleted, as {@code logrotate} does, is made anew within {@link #LOOK_EVERY}; until then lines go
 * to the old one. Used by one thread.
 */
final class LogFile implements LogSink {
  /** How often it is looked whether the path still leads to the open file. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path path;
  private final LongSupplier nanos;
  private @Nullable FileChannel open;
  private @Nullable Object key;
  private long lookedAt;

  LogFile(Path path) {
    this(path, System::nanoTime);
  }

  /** The same, with another clock. */
  LogFile(Path path, LongSupplier nanos) {
    this.path = path;
    this.nanos = nanos;
  }

  @Override
  public void take(String line) throws IOException {
    try {
      FileChannel channel = present();
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  private FileChannel present() throws IOException {
    long now = nanos.getAsLong();
    if (open != null && now - lookedAt >= LOOK_EVERY.toNanos()) {
      lookedAt = now;
      if (isAnother()) {
        close();
      }
    }
    if (open == null) {
      open = opened();
      key = keyOfTheFile();
      lookedAt = now;
    }
    return open;
  }

  private boolean isAnother() throws IOException {
    try {
      return !Objects.equals(key, keyOfTheFile());
    } catch (NoSuchFileException moved) {
      return true;
    }
  }

  private @Nullable Object keyOfTheFile() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private FileChannel opened() throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is no regular file; use another path");
    }
    FileAttribute<?>[] mode =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(path, Set.of(CREATE, WRITE, APPEND), mode);
  }

  @Override
  public void close() {
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException failure) {
      LoggerFactory.getLogger(LogFile.class).debug("Failed to close the access log", failure);
    } finally {
      open = null;
    }
  }
}
