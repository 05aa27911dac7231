/** The status of a resource and its Events: pure functions from observations and decisions. */
@NullMarked
package io.redisfailover.operator.status;

import org.jspecify.annotations.NullMarked;
