package io.redisfailover.proxy.routing;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import java.time.Duration;

/** One thing that is asked of the byte path when the route changes. Steps are done in order. */
public sealed interface RelayStep {
  /**
   * Dials no more.
   *
   * @param existing what becomes of sessions that have a server
   */
  record Hold(Relay.Existing existing) implements RelayStep {}

  /**
   * Lets sessions come to rest, then holds. Its outcome is whether they did.
   *
   * @param limit how long to wait, positive, from when this step begins
   */
  record Quiesce(Duration limit) implements RelayStep {}

  /**
   * Closes the sessions of older routes.
   *
   * @param generation of the first route whose sessions stay
   * @param reason why
   */
  record CloseBefore(long generation, CloseReason reason) implements RelayStep {}

  /**
   * Closes the sessions of one server.
   *
   * @param node the server
   * @param reason why
   */
  record CloseOf(Node node, CloseReason reason) implements RelayStep {}

  /**
   * Dials a server, and lets frozen sessions go on.
   *
   * @param target the server
   */
  record Open(Target target) implements RelayStep {}
}
