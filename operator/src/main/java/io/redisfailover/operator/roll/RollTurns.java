package io.redisfailover.operator.roll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a limited number of resources be rolled at a time, their servers or their proxies: a new
 * build of the operator changes all of them at once. Thread-safe.
 *
 * @param <K> what names a resource
 */
public final class RollTurns<K> {
  /**
   * After this time a resource that waits keeps nobody else waiting. Source: longer than a large
   * data set takes to be copied.
   */
  static final Duration LONGEST = Duration.ofMinutes(30);

  private final int most;
  private final Map<K, Instant> begun = new HashMap<>();

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
      case RollStep.Restart restart -> begins(resource, now);
      case RollStep.Switchover switchover -> begins(resource, now);
    };
  }

  private boolean over(K resource) {
    ends(resource);
    return true;
  }

  /** The roll of a resource is over, or the resource is gone. */
  public synchronized void ends(K resource) {
    begun.remove(resource);
  }

  /** {@return whether a resource may begin its roll now, or go on with it} */
  public synchronized boolean begins(K resource, Instant now) {
    long others =
        begun.values().stream().filter(since -> now.isBefore(since.plus(LONGEST))).count();
    if (!begun.containsKey(resource) && others >= most) {
      return false;
    }
    begun.putIfAbsent(resource, now);
    return true;
  }
}
