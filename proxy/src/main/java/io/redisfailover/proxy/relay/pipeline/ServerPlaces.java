package io.redisfailover.proxy.relay.pipeline;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of a server that sessions may use at once. Further sessions wait, as HAProxy's
 * queue does with {@code maxconn} of a server. Safe for threads.
 */
final class ServerPlaces {
  private final AtomicInteger used = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Runnable freed;
  private volatile Runnable wanted = () -> {};
  private volatile int ceiling;
  private volatile int taken = Integer.MAX_VALUE;

  /**
   * Creates it.
   *
   * @param ceiling most connections at once, whatever the server takes; 0 for no such limit
   * @param freed called, by any thread, when a place may be free while sessions wait for one
   */
  ServerPlaces(int ceiling, Runnable freed) {
    this.ceiling = ceiling;
    this.freed = freed;
  }

  /** Sets what the server takes; sessions above a lower limit keep their connections. */
  void limit(int connections) {
    taken = connections;
    wake();
  }

  /** Sets the limit of the configuration anew; 0 for none. */
  void ceiling(int connections) {
    ceiling = connections;
    wake();
  }

  /** {@return the limit of the configuration; 0 for none} */
  int ceiling() {
    return ceiling;
  }

  private int most() {
    int set = ceiling;
    return set == 0 ? taken : Math.min(taken, set);
  }

  /** {@return whether a place was free and is taken now} */
  boolean enter() {
    return RelayContext.enter(used, most());
  }

  /** Frees a place. */
  void leave() {
    used.decrementAndGet();
    wake();
  }

  /**
   * A session begins to wait for a place. It has to try once more afterwards: a place that was
   * freed before is not told of.
   */
  void waits() {
    waiting.incrementAndGet();
    wanted.run();
  }

  /** Sets what is called, by any thread, when a session begins to wait for a place. */
  void whenWanted(Runnable call) {
    wanted = call;
  }

  /** A session no longer waits for a place. */
  void waitsNoMore() {
    waiting.decrementAndGet();
  }

  /** {@return whether a place is free at this moment} */
  boolean hasFree() {
    return used.get() < most();
  }

  /** {@return number of places that are taken} */
  int used() {
    return used.get();
  }

  /** {@return number of sessions that wait for a place} */
  int waiting() {
    return waiting.get();
  }

  private void wake() {
    if (waiting.get() > 0) {
      freed.run();
    }
  }
}
