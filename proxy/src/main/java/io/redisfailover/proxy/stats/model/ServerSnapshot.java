package io.redisfailover.proxy.stats.model;

import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.routing.ServerAdmin;
import java.util.Optional;

/**
 * One of the two servers as the proxy sees it.
 *
 * @param server the server
 * @param endpoint its endpoint
 * @param result its newest probe; absent before the first, and in {@code RouteOnly}
 * @param check the results of its check script; absent when it has none
 * @param traffic its counters
 * @param admin what an administrator has set for it
 */
public record ServerSnapshot(
    Server server,
    Endpoint endpoint,
    Optional<ProbeResult> result,
    Optional<CheckedServer> check,
    Traffic traffic,
    ServerAdmin admin) {
  /** A server for which nothing is set. */
  public ServerSnapshot(
      Server server,
      Endpoint endpoint,
      Optional<ProbeResult> result,
      Optional<CheckedServer> check,
      Traffic traffic) {
    this(server, endpoint, result, check, traffic, ServerAdmin.USUAL);
  }
}
