package io.redisfailover.proxy.control;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.proxy.routing.RouteStatus;

/** Builds the report of a proxy for its controller. Pure. */
final class ProxyReports {
  private ProxyReports() {}

  /**
   * {@return the report}
   *
   * @param name the proxy's name
   * @param route the state of its route
   * @param held number of held connections
   * @param sessions number of sessions, held ones included
   */
  static ProxyReport of(String name, RouteStatus route, int held, int sessions) {
    return new ProxyReport(
        name,
        route.epoch(),
        route.routing(),
        route.ready(),
        route.message(),
        route.sequence(),
        route.attempt(),
        held,
        sessions,
        route.roleChanges().stream().findFirst(),
        route.peers());
  }
}
