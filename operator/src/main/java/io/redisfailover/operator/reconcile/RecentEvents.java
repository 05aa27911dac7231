package io.redisfailover.operator.reconcile;

import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest Events that tell a state, so that a state that comes and goes is one Event with a
 * count and not one for each time. Pure but for its memory; for one thread at a time.
 */
final class RecentEvents {
  /** Source: Kubernetes' own recorder ends a series after this time. */
  static final Duration SERIES = Duration.ofMinutes(6);

  /** Source: one for each state of some hundred resources; a forgotten one only begins anew. */
  private static final int MOST = 1_000;

  private final Map<Key, Written> newest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Written> eldest) {
          return size() > MOST;
        }
      };

  /** A warning is no repetition of what was none. */
  private record Key(String resource, EventReason reason, boolean warning) {
    static Key of(String resource, ResourceEvent event) {
      return new Key(resource, event.reason(), event.warning());
    }
  }

  /**
   * An Event that stands in the API.
   *
   * @param name its name
   * @param count how often it has happened
   * @param at when it happened last
   */
  record Written(String name, int count, Instant at) {}

  /**
   * {@return the Event that this one repeats, counted once more; absent when it is to be written}
   *
   * @param resource unique ID of the resource
   * @param event what has happened
   * @param now the present moment
   */
  Optional<Written> repeated(String resource, ResourceEvent event, Instant now) {
    return Optional.ofNullable(newest.get(Key.of(resource, event)))
        .filter(written -> event.reason().isState() && now.isBefore(written.at().plus(SERIES)))
        .map(written -> new Written(written.name(), written.count() + 1, now));
  }

  /** An Event was written or counted. */
  void wrote(String resource, ResourceEvent event, Written written) {
    if (event.reason().isState()) {
      newest.put(Key.of(resource, event), written);
    }
  }

  /** The Event no longer stands in the API. */
  void forget(String resource, ResourceEvent event) {
    newest.remove(Key.of(resource, event));
  }
}
