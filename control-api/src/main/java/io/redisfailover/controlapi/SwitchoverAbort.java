package io.redisfailover.controlapi;

import io.redisfailover.failover.view.Line;
import java.util.Optional;

/**
 * Tells a proxy that a switch was given up.
 *
 * @param attempt its id
 * @param epoch the epoch that goes on, if it was renewed
 */
public record SwitchoverAbort(String attempt, Optional<Line> epoch) {}
