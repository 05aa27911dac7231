package io.redisfailover.controlapi;

import io.redisfailover.failover.view.Line;

/**
 * Tells a proxy that a switch was done.
 *
 * @param attempt its id
 * @param epoch the epoch that it began
 */
public record SwitchoverCommit(String attempt, Line epoch) {}
