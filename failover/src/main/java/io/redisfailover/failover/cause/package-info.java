/** Why the active server changes, as a value that every decision carries beside its sentence. */
@NullMarked
package io.redisfailover.failover.cause;

import org.jspecify.annotations.NullMarked;
