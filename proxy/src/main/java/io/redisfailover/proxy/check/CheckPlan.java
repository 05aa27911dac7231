package io.redisfailover.proxy.check;

import io.redisfailover.failover.view.Endpoint;

/**
 * Everything that a check needs to know. Asked for anew before each one, so that a changed address,
 * password or interval counts from the next check on.
 *
 * @param endpoint where the server is
 * @param script what to do
 * @param settings when, and what results mean
 */
public record CheckPlan(Endpoint endpoint, CheckScript script, CheckSettings settings) {}
