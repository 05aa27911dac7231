package io.redisfailover.failover.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When each peer is to be asked what it has seen: one question at a time, and less often when many
 * have not helped. Immutable.
 *
 * @param asked when each was asked last
 * @param open the peers whose last question has not ended
 */
public record Inquiry(Map<String, Instant> asked, Set<String> open) {
  /** Time between two questions to one peer. */
  static final Duration EVERY = Duration.ofMillis(50);

  /** The same when the failure is an old one: what was not known yet may never be. */
  static final Duration EVERY_WHEN_OLD = Duration.ofMillis(400);

  private static final Duration OLD = Duration.ofSeconds(5);

  /** How long an answer is waited for. */
  public static final Duration LIMIT = Duration.ofMillis(200);

  /** Nobody was asked yet. */
  public static final Inquiry NONE = new Inquiry(Map.of(), Set.of());

  /** Copies both. */
  public Inquiry {
    asked = Map.copyOf(asked);
    open = Set.copyOf(open);
  }

  /**
   * {@return whether this peer is to be asked now}
   *
   * @param peer its name
   * @param seen what the observer remembers
   * @param now the present moment
   */
  public boolean isDue(String peer, ObserverMemory seen, Instant now) {
    boolean old =
        seen.failedSince()
            .filter(since -> Duration.between(since, now).compareTo(OLD) > 0)
            .isPresent();
    Duration every = old ? EVERY_WHEN_OLD : EVERY;
    Optional<Instant> last = Optional.ofNullable(asked.get(peer));
    return !open.contains(peer)
        && last.filter(moment -> Duration.between(moment, now).compareTo(every) < 0).isEmpty();
  }

  /**
   * {@return with one more question, which is open; what is old enough to be asked is forgotten}
   */
  public Inquiry asking(String peer, Instant now) {
    Map<String, Instant> more = new HashMap<>(asked);
    more.entrySet()
        .removeIf(last ->
            !open.contains(last.getKey())
                && Duration.between(last.getValue(), now).compareTo(EVERY_WHEN_OLD) > 0);
    more.put(peer, now);
    Set<String> opened = new HashSet<>(open);
    opened.add(peer);
    return new Inquiry(more, opened);
  }

  /**
   * {@return with a question that has ended, with an answer or without one}
   *
   * @param peer who was asked
   * @param askedAt when; a later question to the same peer stays open
   */
  public Inquiry ended(String peer, Instant askedAt) {
    if (!askedAt.equals(asked.get(peer))) {
      return this;
    }
    Set<String> left = new HashSet<>(open);
    left.remove(peer);
    return new Inquiry(asked, left);
  }
}
