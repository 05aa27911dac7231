package io.redisfailover.failover.observer;

import java.time.Duration;
import java.time.Instant;

/**
 * What the durations of a recent time came to: of at least one span and at most two. Immutable.
 *
 * @param span half of the longest time that is remembered
 * @param since when the present span began
 * @param present what came to it in the present span
 * @param before what came to it in the span before
 */
record RecentDurations(Duration span, Instant since, Duration present, Duration before) {

  /** Nothing yet. */
  static RecentDurations none(Duration span) {
    return new RecentDurations(span, Instant.EPOCH, Duration.ZERO, Duration.ZERO);
  }

  /** Lets time pass: what is older than two spans is forgotten. */
  RecentDurations at(Instant now) {
    Duration passed = Duration.between(since, now);
    if (passed.compareTo(span) < 0) {
      return this;
    }
    boolean next = passed.compareTo(span.plus(span)) < 0;
    return new RecentDurations(span, now, Duration.ZERO, next ? present : Duration.ZERO);
  }

  /** Keeps the longest one of each span. */
  RecentDurations longest(Duration duration, Instant now) {
    RecentDurations turned = at(now);
    return duration.compareTo(turned.present) <= 0
        ? turned
        : new RecentDurations(span, turned.since, duration, turned.before);
  }

  /** Adds up those of each span. */
  RecentDurations plus(Duration duration, Instant now) {
    RecentDurations turned = at(now);
    return new RecentDurations(span, turned.since, turned.present.plus(duration), turned.before);
  }

  /** {@return the longest one of both spans} */
  Duration longest() {
    return present.compareTo(before) > 0 ? present : before;
  }

  /** {@return the sum over both spans} */
  Duration sum() {
    return present.plus(before);
  }
}
