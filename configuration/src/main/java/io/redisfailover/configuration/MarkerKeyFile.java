package io.redisfailover.configuration;

import io.redisfailover.configuration.file.PrivateFile;
import io.redisfailover.configuration.file.SmallFile;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.proxy.config.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the keys of the markers. It is read again from time to time, so that keys can be
 * replaced without a restart; while it is not as it should be, the keys that were read before
 * count. A process without the controller runs without keys until it is given the file: it believes
 * and writes no marker. Thread-safe.
 */
final class MarkerKeyFile implements Supplier<MarkerKeys> {
  private static final Logger LOG = LoggerFactory.getLogger(MarkerKeyFile.class);
  private static final String KEY = "markerKeyFile";

  /** Source: a mounted Secret takes about a minute to change; a probe has no time for a file. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Path file;
  private final InstantSource clock = new MonotonicClock();
  private Instant readAt;
  private MarkerKeys keys;
  private Optional<String> warned = Optional.empty();

  private MarkerKeyFile(Path file) throws StartException {
    this.file = file;
    this.keys = Files.exists(file) ? read(file) : MarkerKeys.NONE;
    if (!keys.canSign()) {
      warn(String.valueOf(missing(file).getMessage()));
    }
    this.readAt = clock.instant();
  }

  /**
   * Reads the file for the first time.
   *
   * @param file the file
   * @param create whether this process may make it, when it is missing
   * @throws StartException when it is not as it should be, with what to do
   */
  static MarkerKeyFile open(Path file, boolean create) throws StartException {
    if (create) {
      createMissing(file);
    }
    return new MarkerKeyFile(file);
  }

  private static void createMissing(Path file) throws StartException {
    if (Files.exists(file)) {
      return;
    }
    try {
      // Whole or not at all: a file without its key would be refused at every start.
      PrivateFile.replace(file, Secrets.random() + "\n");
    } catch (IOException unwritable) {
      throw new StartException(
          KEY,
          "%s cannot be created (%s); create its folder, or name a file in a folder that this process may write to."
              .formatted(file, FileFailure.inWords(unwritable)));
    }
  }

  /**
   * Reads the keys.
   *
   * @throws StartException when the file is missing or not as it should be, with what to do
   */
  static MarkerKeys read(Path file) throws StartException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new StartException(
            KEY, file + " can be read or written by every user; run `chmod o-rw` on it.");
      }
      return MarkerKeys.parse(SmallFile.secret(file));
    } catch (SmallFile.TooLargeException large) {
      throw new StartException(
          KEY,
          "%s is larger than %d bytes; keep only the keys in it."
              .formatted(file, SmallFile.LARGEST_SECRET));
    } catch (NoSuchFileException missing) {
      throw missing(file);
    } catch (IOException unreadable) {
      throw new StartException(
          KEY,
          "%s cannot be read (%s); correct the path or the permissions of the file."
              .formatted(file, FileFailure.inWords(unreadable)));
    } catch (IllegalArgumentException wrong) {
      throw new StartException(KEY, file + " " + wrong.getMessage() + ".");
    }
  }

  private static StartException missing(Path file) {
    return new StartException(
        KEY,
        file
            + " does not exist; copy it from the process with `controller: on`, which creates it.");
  }

  @Override
  public synchronized MarkerKeys get() {
    Instant now = clock.instant();
    if (Duration.between(readAt, now).compareTo(AGAIN) >= 0) {
      readAt = now;
      try {
        keys = read(file);
        warned = Optional.empty();
      } catch (StartException wrong) {
        warn(String.valueOf(wrong.getMessage()));
      }
    }
    return keys;
  }

  private void warn(String sentence) {
    if (!warned.equals(Optional.of(sentence))) {
      warned = Optional.of(sentence);
      LOG.warn(
          keys.canSign()
              ? "{} Keeping the keys that were read before."
              : "{} Until then this process believes and writes no marker.",
          sentence);
    }
  }
}
