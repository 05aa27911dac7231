package io.redisfailover.controller.record;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.RecordJson;
import io.redisfailover.failover.model.Epoch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * The record as one small JSON file, replaced atomically; {@link RecordJson} says what is in it.
 */
public final class FileRecordStore implements RecordStore {
  /** Largest file that is read. The record itself has some hundred bytes. */
  public static final int LARGEST_BYTES = 16 << 10;

  private final Path file;

  /** A record in this file. Its folder must exist when an epoch is saved; the file need not. */
  public FileRecordStore(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public Loaded load() {
    try {
      return new Loaded(Optional.of(RecordJson.read(text())), Optional.empty());
    } catch (NoSuchFileException missing) {
      return Loaded.NOTHING;
    } catch (IOException unreadable) {
      return problem("cannot be read (" + reason(unreadable) + ")");
    } catch (BadMessageException damaged) {
      return problem("is damaged (" + damaged.sentence() + ")");
    }
  }

  private String text() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would be waited for without end.
      throw new IOException("not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new IOException("more than " + LARGEST_BYTES + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  /**
   * Moves the file aside, so that the next save overwrites nothing that somebody may want to see.
   */
  private Loaded problem(String what) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
    String sentence = "The record " + file + " " + what + "; it is treated as missing";
    try {
      Files.move(file, aside);
      return new Loaded(
          Optional.empty(), Optional.of(sentence + " and was moved to " + aside + "."));
    } catch (IOException stays) {
      return new Loaded(
          Optional.empty(),
          Optional.of(sentence + ", and it could not be moved aside (" + reason(stays) + ")."));
    }
  }

  @Override
  public void save(Epoch epoch) throws IOException {
    try {
      replace(epoch);
    } catch (IOException failure) {
      throw new IOException(file + ": " + reason(failure), failure);
    }
  }

  private void replace(Epoch epoch) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    // What is there is not followed when it is a link, and not waited for when it is a pipe.
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes =
          ByteBuffer.wrap((RecordJson.write(epoch) + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    flushFolder();
  }

  /** The rename itself is on the disk only when its folder is. */
  private void flushFolder() throws IOException {
    Path folder = file.getParent();
    if (folder == null
        || System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "no such folder";
      case CharacterCodingException binary -> "not UTF-8 text";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
