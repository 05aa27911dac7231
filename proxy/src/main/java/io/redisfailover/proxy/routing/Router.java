package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.DialTarget;

/** Decides the route and gives the byte path its orders. */
public interface Router {
  /** Starts. Called once, by any thread. */
  void start();

  /** Stops deciding; the route stays. Any thread. */
  void stop();

  /** A client's dial failed, so that the server should be probed now. Any thread. */
  void dialFailed(DialTarget target);

  /**
   * The check script of a server ended. Any thread. Only {@code RouteOnly} routes by it; in {@code
   * Promote} the replication watch knows more, and sooner, and nothing is done.
   *
   * @param server the server
   * @param availability what the server may be used for by it
   */
  default void checked(Server server, Availability availability) {}

  /** {@return the state of the route; any thread, never blocks} */
  RouteStatus status();

  /** {@return the requests that a controller may send} */
  ProxyRequests control();
}
