package io.redisfailover.controlapi;

/**
 * A proxy's answer to {@link SwitchoverPrepare}.
 *
 * @param attempt the attempt that it is prepared for
 * @param drained whether it forwards nothing any more
 */
public record SwitchoverPrepared(String attempt, boolean drained) {}
