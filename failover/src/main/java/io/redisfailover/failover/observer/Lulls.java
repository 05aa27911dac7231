package io.redisfailover.failover.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

  /** It passes nothing on at any time: it is no way of clients to the servers. */
  public static final Lulls ALWAYS = new Lulls(List.of(new Lull(Instant.MIN, Instant.MAX)));

  /** Copies the list. */
  public Lulls {
    list = List.copyOf(list);
  }

  /** {@return with one more, joined with those that it touches, so that no time counts twice} */
  public Lulls with(Lull next) {
    List<Lull> apart = new ArrayList<>();
    Lull joined = next;
    for (Lull old : list) {
      if (old.touches(joined)) {
        joined = joined.joined(old);
      } else {
        apart.add(old);
      }
    }
    apart.add(joined);
    apart.sort(Comparator.comparing(Lull::from));
    return new Lulls(apart.subList(Math.max(0, apart.size() - MOST), apart.size()));
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
