package io.redisfailover.proxy.check;

import java.net.InetSocketAddress;

/**
 * The input of one check. It is built before each check, so that a changed address, password or
 * interval counts from the next check on.
 *
 * @param address the address of the server; unresolved while its name is not resolved
 * @param script the steps
 * @param settings the timing, and what results mean
 */
public record CheckPlan(InetSocketAddress address, CheckScript script, CheckSettings settings) {}
