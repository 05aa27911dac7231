/** The order in which servers are restarted when what they run changes: pure decisions. */
@NullMarked
package io.redisfailover.operator.roll;

import org.jspecify.annotations.NullMarked;
