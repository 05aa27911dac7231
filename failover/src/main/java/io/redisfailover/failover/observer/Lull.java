package io.redisfailover.failover.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a process passed nothing between clients and servers, because it stood still or
 * held its clients without a gap after it. What it did not pass on, nobody was told.
 *
 * @param from when it began
 * @param to when it ended, or the present moment; not before {@code from}
 */
public record Lull(Instant from, Instant to) {
  /** Shorter ones are not noticed by a process, and do no harm. */
  public static final Duration NOTICED = Duration.ofMillis(250);

  /** Checks the order. */
  public Lull {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a lull ends at " + to + " before it begins at " + from);
    }
  }

  /** {@return the time that both have in common; absent if there is none} */
  public Optional<Lull> common(Lull other) {
    return touches(other)
        ? Optional.of(new Lull(later(from, other.from), earlier(to, other.to)))
        : Optional.empty();
  }

  /** {@return the time from the beginning of the one to the end of the other; the two touch} */
  Lull joined(Lull other) {
    return new Lull(earlier(from, other.from), later(to, other.to));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  boolean touches(Lull other) {
    return !from.isAfter(other.to) && !other.from.isAfter(to);
  }

  /** {@return whether it is long enough to be noticed} */
  public boolean isNoticed() {
    return length().compareTo(NOTICED) >= 0;
  }

  /** {@return how long it was} */
  public Duration length() {
    return Duration.between(from, to);
  }
}
