package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Epoch;

/**
 * Tells a proxy that a switchover was done.
 *
 * @param attempt its id
 * @param epoch the epoch that it began
 */
public record SwitchoverCommit(String attempt, Epoch epoch) {}
