package io.redisfailover.proxy.relay.pipeline;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hold of one session: a place among the held sessions and the time after which it expires.
 * Used on one event loop.
 */
final class SessionHold {
  private final RelayContext shared;
  private final ScheduledFuture<?> timer;

  private SessionHold(RelayContext shared, ScheduledFuture<?> timer) {
    this.shared = shared;
    this.timer = timer;
  }

  /**
   * Starts to hold a session.
   *
   * @param loop the event loop of the session
   * @param expired called on that loop when the hold took too long
   * @return the hold; null when there is no place for one more
   */
  static @Nullable SessionHold start(RelayContext shared, EventLoop loop, Runnable expired) {
    if (!RelayContext.enter(shared.held(), shared.limits().maxHeld())) {
      return null;
    }
    shared.observer().holdStarted();
    return new SessionHold(
        shared,
        loop.schedule(expired, shared.limits().holdTimeout().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Ends the hold; to be called once. */
  void end() {
    timer.cancel(false);
    shared.held().decrementAndGet();
    shared.observer().holdEnded();
  }
}
