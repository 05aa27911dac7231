package io.redisfailover.proxy.check;

import java.net.InetSocketAddress;

/**
 * Everything that a check needs to know. Asked for anew before each one, so that a changed address,
 * password or interval counts from the next check on.
 *
 * @param address where the server is; unresolved while its name is not known
 * @param script what to do
 * @param settings when, and what results mean
 */
public record CheckPlan(InetSocketAddress address, CheckScript script, CheckSettings settings) {}
