package io.redisfailover.proxy.relay.pipeline;

import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.SessionObserver;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the event loops of a relay have in common. Safe for threads.
 *
 * @param limits what sessions may take
 * @param sockets the transport
 * @param observer who hears of sessions
 * @param clock the clock of the process
 * @param sessions number of sessions
 * @param held number of sessions that wait for the route
 */
record Shared(
    Limits limits,
    Sockets sockets,
    SessionObserver observer,
    InstantSource clock,
    AtomicInteger sessions,
    AtomicInteger held) {

  /** Takes a place under a limit. */
  static boolean enter(AtomicInteger places, int limit) {
    if (places.incrementAndGet() <= limit) {
      return true;
    }
    places.decrementAndGet();
    return false;
  }
}
