package io.redisfailover.proxy.relay;

import io.redisfailover.failover.model.Server;
import java.net.InetSocketAddress;

/**
 * The server that sessions dial.
 *
 * @param generation grows with every change of the route, so that sessions of an older route differ
 *     even when the server is the same
 * @param server the server
 * @param address its resolved address
 */
public record DialTarget(long generation, Server server, InetSocketAddress address) {}
