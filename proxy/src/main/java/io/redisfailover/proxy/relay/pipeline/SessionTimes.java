package io.redisfailover.proxy.relay.pipeline;

import io.redisfailover.proxy.relay.SessionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The times at which a session was accepted, dialled and connected. Used on one event loop. */
final class SessionTimes {
  private static final long NEVER = -1;

  private final Instant acceptedAt;
  private final long acceptedNanos = System.nanoTime();
  private long askedNanos = acceptedNanos;
  private long dialledNanos = NEVER;
  private long connectedNanos = NEVER;

  /** Creates the times of a session that is accepted now. */
  SessionTimes(Instant now) {
    acceptedAt = now;
  }

  /** The client asked for its server: from here on it waits for the proxy. */
  void asked() {
    askedNanos = System.nanoTime();
  }

  /** A dial started; only the first one counts. */
  void dialled() {
    if (dialledNanos == NEVER) {
      dialledNanos = System.nanoTime();
    }
  }

  /** The server was reached. */
  void connected() {
    connectedNanos = System.nanoTime();
  }

  /** {@return when it was accepted} */
  Instant acceptedAt() {
    return acceptedAt;
  }

  /** {@return the times of a session that ends now} */
  SessionEnd.Times ended() {
    return new SessionEnd.Times(
        span(askedNanos, dialledNanos),
        span(dialledNanos, connectedNanos),
        Duration.ofNanos(System.nanoTime() - acceptedNanos));
  }

  private static Optional<Duration> span(long from, long to) {
    return to == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(to - from));
  }
}
