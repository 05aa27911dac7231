package io.redisfailover.proxy.http;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Bounds the number of connections. One more takes the place of the oldest one that has not shown
 * the login, whatever it does; if there is none, of the one with a login that has been idle for the
 * longest time. So no stranger keeps a caller out, and none ends the request of one that is known.
 * Safe for threads.
 */
final class ConnectionLimit {
  private final int limit;

  /** In the order of their accept, or of the last reply that they took. */
  private final Set<HttpConnection> unknown = new LinkedHashSet<>();

  /** Have shown the login, and wait for nothing; the one that is idle for longest first. */
  private final Set<HttpConnection> idle = new LinkedHashSet<>();

  /** Have shown the login, and wait for a reply. */
  private final Set<HttpConnection> answering = new HashSet<>();

  /**
   * A limit that nothing has reached.
   *
   * @param limit most connections at once, at least 1
   */
  ConnectionLimit(int limit) {
    this.limit = limit;
  }

  /** {@return whether a new connection may stay; false while each one waits for a known caller} */
  synchronized boolean admit(HttpConnection connection) {
    if (unknown.size() + idle.size() + answering.size() >= limit) {
      Optional<HttpConnection> oldest =
          unknown.stream().findFirst().or(() -> idle.stream().findFirst());
      if (oldest.isEmpty()) {
        return false;
      }
      left(oldest.get());
      oldest.get().giveWay();
    }
    unknown.add(connection);
    return true;
  }

  /**
   * A request of this connection is being answered.
   *
   * @param shown whether it shows the login; a connection that showed it once stays known
   */
  synchronized void answering(HttpConnection connection, boolean shown) {
    if (idle.remove(connection) || (shown && unknown.remove(connection))) {
      answering.add(connection);
    }
  }

  /** The client has taken the reply. */
  synchronized void idle(HttpConnection connection) {
    if (answering.remove(connection)) {
      idle.add(connection);
    } else if (unknown.remove(connection)) {
      unknown.add(connection);
    }
  }

  /** The connection is closed. */
  synchronized void left(HttpConnection connection) {
    unknown.remove(connection);
    idle.remove(connection);
    answering.remove(connection);
  }

  /** {@return every connection} */
  synchronized List<HttpConnection> all() {
    return Stream.of(unknown, idle, answering).flatMap(Set::stream).toList();
  }
}
