package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.relay.Target;

/** Decides where sessions go and tells the byte path. */
public interface Router {
  /** Begins. Called once, by any thread. */
  void start();

  /** Stops deciding; the route stays as it is. Any thread. */
  void stop();

  /** A dial of live traffic failed: look at that server now. Any thread, as often as it happens. */
  void dialFailed(Target target);

  /**
   * The check script of a server ran. Any thread. Only {@code RouteOnly} routes by it.
   *
   * @param node the server
   * @param up whether it counts as up
   */
  void checked(Node node, boolean up);

  /** {@return how it stands; any thread, never blocks} */
  RouteStatus status();

  /** {@return what a controller may ask} */
  ProxyRequests control();
}
