/**
 * The guards of the protocol by name, so that a test can switch one off and see what it was for.
 */
@NullMarked
package io.redisfailover.failover.guard;

import org.jspecify.annotations.NullMarked;
