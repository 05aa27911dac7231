package io.redisfailover.proxy.routing;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import java.time.Duration;

/** One order for the byte path when the route changes. Steps are executed in order. */
public sealed interface RelayStep {
  /**
   * Stops dialling.
   *
   * @param existing what sessions that have a server do
   */
  record Hold(Relay.Existing existing) implements RelayStep {}

  /**
   * Quiesces sessions, then holds. Its outcome is whether everything that was read of clients was
   * forwarded in time.
   *
   * @param limit how long they may quiesce, positive, from the start of this step
   */
  record Quiesce(Duration limit) implements RelayStep {}

  /**
   * Closes the sessions of older routes.
   *
   * @param generation the generation of the first route whose sessions stay
   * @param reason why they are closed
   */
  record CloseBefore(long generation, CloseReason reason) implements RelayStep {}

  /**
   * Closes the sessions of one server.
   *
   * @param server the server
   * @param reason why they are closed
   */
  record CloseOf(Server server, CloseReason reason) implements RelayStep {}

  /**
   * Dials a server and unfreezes sessions.
   *
   * @param target the server
   */
  record Open(DialTarget target) implements RelayStep {}
}
