/** Tests of what follows from an observation. */
@NullMarked
package io.redisfailover.operator.round;

import org.jspecify.annotations.NullMarked;
