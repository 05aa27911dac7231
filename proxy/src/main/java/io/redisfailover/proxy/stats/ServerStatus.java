package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckedServer;
import java.util.Optional;

/**
 * One of the two servers as the proxy sees it.
 *
 * @param node which one
 * @param endpoint where it is
 * @param view the newest probe of it; absent before the first one, and in RouteOnly
 * @param check what its check script found; absent when it has none
 * @param traffic its counters
 */
public record ServerStatus(
    Node node,
    Endpoint endpoint,
    Optional<View> view,
    Optional<CheckedServer> check,
    Traffic traffic) {}
