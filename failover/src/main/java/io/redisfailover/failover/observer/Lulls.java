package io.redisfailover.failover.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lulls of one process, or those that several have in common, in their order. Immutable.
 *
 * @param list they do not overlap
 */
public record Lulls(List<Lull> list) {
  /** Only the newest are kept: what is forgotten counts as a time in which bytes were passed on. */
  public static final int MOST = 8;

  /** Bytes were passed on at any time. */
  public static final Lulls NONE = new Lulls(List.of());

  /** Copies the list. */
  public Lulls {
    list = List.copyOf(list);
  }

  /**
   * {@return with one more; it is joined with the newest if the two touch}
   *
   * @param next it does not begin before the newest
   */
  public Lulls with(Lull next) {
    List<Lull> more = new ArrayList<>(list);
    Optional<Lull> last = newest().filter(next::touches);
    if (last.isPresent()) {
      more.removeLast();
      Instant end = last.get().to().isAfter(next.to()) ? last.get().to() : next.to();
      more.add(new Lull(last.get().from(), end));
    } else {
      more.add(next);
    }
    return new Lulls(more.subList(Math.max(0, more.size() - MOST), more.size()));
  }

  /** {@return the newest one} */
  public Optional<Lull> newest() {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getLast());
  }

  /** {@return the times in which both processes passed nothing on} */
  public Lulls and(Lulls other) {
    return new Lulls(
        list.stream()
            .flatMap(mine -> other.list.stream().flatMap(theirs -> mine.common(theirs).stream()))
            .toList());
  }

  /** {@return how much of the time between two moments was lull} */
  Duration within(Instant from, Instant to) {
    return from.isAfter(to)
        ? Duration.ZERO
        : and(new Lulls(List.of(new Lull(from, to)))).list.stream()
            .map(Lull::length)
            .reduce(Duration.ZERO, Duration::plus);
  }
}
