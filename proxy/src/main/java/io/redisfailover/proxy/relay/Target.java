package io.redisfailover.proxy.relay;

import io.redisfailover.failover.view.Node;
import java.net.InetSocketAddress;

/**
 * Where sessions are dialled.
 *
 * @param generation grows with every change of the route, so that a session of an older route is
 *     known even when the server is the same
 * @param node the server
 * @param address its resolved address
 */
public record Target(long generation, Node node, InetSocketAddress address) {}
