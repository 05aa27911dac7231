package io.redisfailover.failover.policy;

import io.redisfailover.failover.view.Line;

/** Where a proxy sends its clients. */
public sealed interface Routing {
  /**
   * To the active server of a line. Connections of the line routed to before are kept when the line
   * goes on: the same number, or the one that it takes when its node is un-parked in place ({@link
   * Line#numberInPlace}), at the same node and address. In every other case all of them are closed
   * before the first one of the new line is opened.
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
