package io.redisfailover.proxy.relay.pipeline;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The sessions of each source address, where they are limited. Safe for threads. */
final class SourcePlaces {
  private volatile int most;
  private final Map<InetAddress, Integer> sessions = new ConcurrentHashMap<>();

  /** What became of a session that asked for a place. */
  enum Place {
    /** It has one, and is to {@link #leave} it. */
    TAKEN,
    /** There was no limit, and nothing is counted. */
    UNLIMITED,
    /** There is none. */
    NONE
  }

  /**
   * Creates it without a session.
   *
   * @param most most sessions of one address; 0 for no limit
   */
  SourcePlaces(int most) {
    this.most = most;
  }

  /** Replaces the limit; sessions that have no counted place by then are never counted. */
  void limit(int sessionsOfOne) {
    most = sessionsOfOne;
  }

  /** {@return whether the address may have one more session} */
  Place enter(InetAddress source) {
    int limit = most;
    if (limit == 0) {
      return Place.UNLIMITED;
    }
    AtomicBoolean entered = new AtomicBoolean();
    var unused =
        sessions.compute(
            source,
            (key, known) -> {
              int before = known == null ? 0 : known;
              entered.set(before < limit);
              return entered.get() ? Integer.valueOf(before + 1) : known;
            });
    return entered.get() ? Place.TAKEN : Place.NONE;
  }

  /** A session with a taken place has ended. */
  void leave(InetAddress source) {
    var unused =
        sessions.computeIfPresent(source, (key, before) -> before == 1 ? null : before - 1);
  }
}
