/**
 * The failover protocol as pure functions: no I/O, no threads, no clock, no logger.
 *
 * <p>{@link io.redisfailover.failover.model} holds what a server said and what an observer
 * remembers of it; {@link io.redisfailover.failover.policy} decides what to do about it. Every
 * {@link java.time.Instant} in this module comes from one clock per process that never jumps;
 * instants of two processes are never compared.
 */
@NullMarked
package io.redisfailover.failover;

import org.jspecify.annotations.NullMarked;
