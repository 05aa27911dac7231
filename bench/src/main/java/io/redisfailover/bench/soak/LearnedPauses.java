package io.redisfailover.bench.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the observers must have learned of pauses, by docs/protocol.md: silence counts as a failure
 * when it is twice as long as the longest pause of the last 5 to 10 minutes after which the active
 * server went on. Any one observer can promote the standby, so the one that has learned least
 * counts. Not safe for threads; the time is an argument.
 */
final class LearnedPauses {
  /** {@code detection.timeout} of the servers here. */
  static final Duration LEAST = Duration.ofMillis(1500);

  /** The limit for a server that did not compute. */
  static final Duration MOST = LEAST.multipliedBy(4);

  /** A pause is remembered for at least so long. */
  static final Duration REMEMBERED = Duration.ofMinutes(5);

  /** A pause is as long as the command, but an observer sees it between two of its probes. */
  private static final double SEEN = 0.8;

  /** A role change this close to the limit is no finding: the clocks are not the same. */
  private static final double CERTAIN = 0.9;

  private record Pause(Duration length, long endedAtNanos) {}

  private final Map<Long, Pause> pauses = new HashMap<>();

  /**
   * The active server answered nobody for a while and then went on in the same process.
   *
   * @param observers the processes that ran all the time
   * @param length for how long it answered nobody
   * @param now the present moment of {@link System#nanoTime}
   */
  void learned(Set<Long> observers, Duration length, long now) {
    forgetBefore(now);
    for (long observer : observers) {
      Pause known = pauses.get(observer);
      if (known == null || known.length().compareTo(length) <= 0) {
        pauses.put(observer, new Pause(length, now));
      }
    }
  }

  private void forgetBefore(long now) {
    pauses.values().removeIf(it -> now - it.endedAtNanos() > REMEMBERED.toNanos());
  }

  /**
   * {@return the silence that cannot be a failure to any of these observers}
   *
   * @param observers the processes that run
   * @param now the present moment of {@link System#nanoTime}
   */
  Duration patience(Set<Long> observers, long now) {
    forgetBefore(now);
    List<Duration> known =
        pauses.entrySet().stream()
            .filter(it -> observers.contains(it.getKey()))
            .map(it -> it.getValue().length())
            .toList();
    if (known.size() < observers.size()) {
      return scaled(LEAST, CERTAIN);
    }
    Duration least = known.stream().min(Duration::compareTo).orElse(Duration.ZERO);
    Duration granted = scaled(least, 2 * SEEN);
    Duration limited = granted.compareTo(MOST) < 0 ? granted : MOST;
    return scaled(limited.compareTo(LEAST) > 0 ? limited : LEAST, CERTAIN);
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofMillis(Math.round(time.toMillis() * factor));
  }
}
