package io.redisfailover.configuration;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret that is read anew each time it is needed, so that a rotated one is found without a
 * restart. Each of its lines is accepted, and the first one is used, so that a new one can be
 * accepted everywhere before anyone uses it. While it cannot be read the last one that could
 * counts, and the log says so once for each reason. Thread-safe.
 */
public final class RotatingSecret implements Supplier<String> {
  private static final Logger LOG = LoggerFactory.getLogger(RotatingSecret.class);

  /** Where it is read. */
  @FunctionalInterface
  public interface Reading {
    /** Reads it, or says why it cannot be read. */
    String read() throws StartException;
  }

  private final Reading reading;
  private final AtomicReference<String> warned = new AtomicReference<>("");
  private volatile String last;

  /**
   * Reads it for the first time.
   *
   * @throws StartException when it cannot be read
   */
  public RotatingSecret(Reading reading) throws StartException {
    this.reading = reading;
    this.last = reading.read();
  }

  /** {@return the one that is used: the first line} */
  @Override
  public String get() {
    return all().lines().findFirst().orElseThrow().strip();
  }

  /** {@return all that are accepted, one a line} */
  public String all() {
    try {
      last = reading.read();
      warned.set("");
    } catch (StartException unreadable) {
      warnOnce(String.valueOf(unreadable.getMessage()));
    }
    return last;
  }

  /** Strangers can have it read as often as they like. */
  private void warnOnce(String why) {
    if (!warned.getAndSet(why).equals(why)) {
      LOG.warn("{} Keeping the secret that was read before.", why);
    }
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
