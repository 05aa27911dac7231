package io.redisfailover.failover.policy.proxy;

import io.redisfailover.failover.model.Epoch;

/** Where a proxy sends its clients. */
public sealed interface Routing {
  /**
   * To the active server of an epoch. Connections of the epoch routed to before are kept when the
   * epoch goes on: the same number, or the one that it takes when its server is unparked in place
   * ({@link Epoch#numberInPlace}), at the same server and address. In every other case all of them
   * are closed before the first one of the new epoch is opened.
   *
   * @param epoch the epoch
   */
  record To(Epoch epoch) implements Routing {}

  /**
   * Nowhere: new connections are held, no byte is forwarded.
   *
   * @param ready whether the proxy still calls itself ready; a failover must not empty the service
   */
  record Held(boolean ready) implements Routing {}
}
