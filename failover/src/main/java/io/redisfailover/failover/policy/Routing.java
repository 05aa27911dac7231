package io.redisfailover.failover.policy;

import io.redisfailover.failover.view.Line;

/** Where a proxy sends its clients. */
public sealed interface Routing {
  /**
   * To the active server of a line. When the line differs from the one routed to before, every
   * connection of the old one is closed before the first of the new one is opened.
   *
   * @param line the line
   */
  record To(Line line) implements Routing {}

  /**
   * Nowhere: new connections are held, no byte is forwarded.
   *
   * @param ready whether the proxy still calls itself ready; a failover must not empty the service
   */
  record Held(boolean ready) implements Routing {}
}
