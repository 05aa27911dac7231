package io.redisfailover.operator.roll;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a limited number of resources be rolled at a time, their servers, their proxies or both: a
 * new build of the operator changes all of them at once. Thread-safe.
 *
 * @param <K> what names a resource
 */
public final class RollTurns<K> {
  /**
   * After this time a resource that waits keeps nobody else waiting. Source: longer than a large
   * data set takes to be copied.
   */
  static final Duration LONGEST = Duration.ofMinutes(30);

  /** What of a resource is rolled. */
  private enum Part {
    SERVERS,
    PROXIES
  }

  private final int most;
  private final Map<K, Map<Part, Instant>> begun = new HashMap<>();

  /**
   * Nobody's turn yet.
   *
   * @param most how many at a time, 1 or more
   */
  public RollTurns(int most) {
    this.most = most;
  }

  /**
   * {@return whether a resource may take its step now} One that has begun goes on until both of its
   * servers run the spec; one that is stuck keeps nobody else waiting.
   */
  public synchronized boolean admits(K resource, RollStep step, Instant now) {
    return switch (step) {
      case RollStep.Waiting waiting -> true;
      case RollStep.Settled settled -> over(resource);
      case RollStep.Stuck stuck -> over(resource);
      case RollStep.Restart restart -> begins(resource, Part.SERVERS, now);
      case RollStep.Switchover switchover -> begins(resource, Part.SERVERS, now);
    };
  }

  private boolean over(K resource) {
    ends(resource, Part.SERVERS);
    return true;
  }

  /** {@return whether the proxies of a resource may be rolled now} */
  public synchronized boolean admitsProxies(K resource, Instant now) {
    return begins(resource, Part.PROXIES, now);
  }

  /** The roll of the proxies of a resource is over, or is stuck. */
  public synchronized void endsProxies(K resource) {
    ends(resource, Part.PROXIES);
  }

  /** The resource is gone. */
  public synchronized void forget(K resource) {
    begun.remove(resource);
  }

  private void ends(K resource, Part part) {
    begun.computeIfPresent(
        resource,
        (name, parts) -> {
          parts.remove(part);
          return parts.isEmpty() ? null : parts;
        });
  }

  private boolean begins(K resource, Part part, Instant now) {
    boolean goesOn = begun.containsKey(resource);
    if (!goesOn && begun.values().stream().filter(parts -> isRecent(parts, now)).count() >= most) {
      return false;
    }
    begun.computeIfAbsent(resource, name -> new EnumMap<>(Part.class)).putIfAbsent(part, now);
    return true;
  }

  private static boolean isRecent(Map<Part, Instant> parts, Instant now) {
    return parts.values().stream().anyMatch(since -> now.isBefore(since.plus(LONGEST)));
  }
}
