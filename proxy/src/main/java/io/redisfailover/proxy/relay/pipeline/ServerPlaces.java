package io.redisfailover.proxy.relay.pipeline;

import io.redisfailover.failover.model.Server;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of a server that sessions may use at once. Further sessions wait, as HAProxy's
 * queue does with {@code maxconn} of a server. Safe for threads.
 */
final class ServerPlaces {
  private final AtomicInteger used = new AtomicInteger();
  private final Map<Server, AtomicInteger> ofServer = new EnumMap<>(Server.class);
  private final AtomicInteger waiting = new AtomicInteger();
  private final Runnable freed;
  private volatile Runnable wanted = () -> {};
  private volatile int ceiling;
  private volatile int taken = Integer.MAX_VALUE;

  /**
   * Creates it.
   *
   * @param ceiling most connections of one server at once, whatever it takes; 0 for no such limit
   * @param freed called, by any thread, when a place may be free while sessions wait for one
   */
  ServerPlaces(int ceiling, Runnable freed) {
    this.ceiling = ceiling;
    this.freed = freed;
    for (Server server : Server.values()) {
      ofServer.put(server, new AtomicInteger());
    }
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

  private AtomicInteger of(Server server) {
    return Objects.requireNonNull(ofServer.get(server));
  }

  private int ceilingOfOne() {
    int set = ceiling;
    return set == 0 ? Integer.MAX_VALUE : set;
  }

  /** {@return whether a place of a server was free and is taken now} */
  boolean enter(Server server) {
    if (!RelayContext.enter(used, taken)) {
      return false;
    }
    if (RelayContext.enter(of(server), ceilingOfOne())) {
      return true;
    }
    used.decrementAndGet();
    return false;
  }

  /** Frees a place of a server. */
  void leave(Server server) {
    of(server).decrementAndGet();
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

  /** {@return whether a place of a server is free at this moment} */
  boolean hasFree(Server server) {
    return used.get() < taken && of(server).get() < ceilingOfOne();
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
