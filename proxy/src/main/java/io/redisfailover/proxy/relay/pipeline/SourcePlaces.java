package io.redisfailover.proxy.relay.pipeline;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The sessions of each source address, where they are limited. Safe for threads. */
final class SourcePlaces {
  private final int most;
  private final Map<InetAddress, Integer> sessions = new ConcurrentHashMap<>();

  /**
   * Creates it without a session.
   *
   * @param most most sessions of one address; 0 for no limit, and then nothing is counted
   */
  SourcePlaces(int most) {
    this.most = most;
  }

  /** {@return whether the address may have one more session, which is counted then} */
  boolean enter(InetAddress source) {
    if (most == 0) {
      return true;
    }
    AtomicBoolean entered = new AtomicBoolean();
    var unused =
        sessions.compute(
            source,
            (key, known) -> {
              int before = known == null ? 0 : known;
              entered.set(before < most);
              return before < most ? before + 1 : before;
            });
    return entered.get();
  }

  /** A session of this address has ended. */
  void leave(InetAddress source) {
    if (most > 0) {
      var unused =
          sessions.computeIfPresent(source, (key, before) -> before == 1 ? null : before - 1);
    }
  }
}
