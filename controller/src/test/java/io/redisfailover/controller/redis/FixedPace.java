package io.redisfailover.controller.redis;

import java.time.Duration;

/**
 * A pace that never changes.
 *
 * @param interval from one probe to the next
 * @param limit for each
 */
record FixedPace(Duration interval, Duration limit) implements ProbeLoop.Pace {}
