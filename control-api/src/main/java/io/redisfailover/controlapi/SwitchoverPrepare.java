package io.redisfailover.controlapi;

import io.redisfailover.failover.cause.Cause;
import java.time.Duration;

/**
 * Announces a switchover to a proxy.
 *
 * @param attempt its id, never used before
 * @param cause why it is done, a planned one
 * @param deadline how long to wait for its end, from {@link ControlLimits#SHORTEST_DEADLINE} to
 *     {@link ControlLimits#LONGEST_DEADLINE}; then the proxy goes on by itself
 */
public record SwitchoverPrepare(String attempt, Cause cause, Duration deadline) {}
