package io.redisfailover.proxy.relay.pipeline;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.proxy.config.BufferBudget;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.relay.DialAt;
import io.redisfailover.proxy.relay.SessionObserver;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the event loops of a relay share. Safe for threads.
 *
 * @param current the limits of sessions; those that begin later have other ones, if they change
 * @param buffers what sessions may have in flight
 * @param sockets the transport
 * @param observer takes the events of sessions
 * @param clock the clock of the process
 * @param dialAt when servers are dialled
 * @param ids the number of the newest session
 * @param mostSessions most sessions at once
 * @param sessions number of sessions
 * @param held number of sessions that wait for the route
 * @param servers the connections of servers that may be in use at once
 * @param sources the sessions of each source address
 * @param part the byte path; it is told of defects
 */
record RelayContext(
    AtomicReference<Limits> current,
    BufferBudget buffers,
    Sockets sockets,
    SessionObserver observer,
    InstantSource clock,
    DialAt dialAt,
    AtomicLong ids,
    AtomicInteger mostSessions,
    AtomicInteger sessions,
    AtomicInteger held,
    ServerPlaces servers,
    SourcePlaces sources,
    Supervised part) {

  /** {@return the limits of sessions at this moment} */
  Limits limits() {
    return current.get();
  }

  /** {@return whether a place under a limit was free and is taken now} */
  static boolean enter(AtomicInteger places, int limit) {
    if (places.incrementAndGet() <= limit) {
      return true;
    }
    places.decrementAndGet();
    return false;
  }
}
