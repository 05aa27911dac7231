/** Rolling restarts: the order in which servers restart for a new spec. Pure decisions. */
@NullMarked
package io.redisfailover.operator.roll;

import org.jspecify.annotations.NullMarked;
