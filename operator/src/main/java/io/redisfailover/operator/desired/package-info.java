/**
 * The desired objects of a resource: pure functions without I/O, clock or client. The same input
 * gives the same objects, in the same order. Start at {@link
 * io.redisfailover.operator.desired.DesiredState}.
 */
@NullMarked
package io.redisfailover.operator.desired;

import org.jspecify.annotations.NullMarked;
