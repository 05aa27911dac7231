package io.redisfailover.controlapi;

import io.redisfailover.failover.model.Epoch;
import java.util.Optional;

/**
 * Tells a proxy that a switchover was given up.
 *
 * @param attempt its id
 * @param epoch the epoch that goes on, if it was renewed
 */
public record SwitchoverAbort(String attempt, Optional<Epoch> epoch) {}
