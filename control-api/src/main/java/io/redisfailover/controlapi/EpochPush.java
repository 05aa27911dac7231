package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;

/**
 * Tells a proxy the newest epoch, and where both servers are.
 *
 * @param sequence number of this push, at least 0; grows with every push of every controller
 * @param epoch the newest epoch
 * @param endpoints where both servers are, with at most {@link ControlLimits#MOST_ALIASES} further
 *     names each
 */
public record EpochPush(long sequence, Epoch epoch, Endpoints endpoints) {}
