/** Meters of each resource, of the reconciler and of the process. */
@NullMarked
package io.redisfailover.operator.metrics;

import org.jspecify.annotations.NullMarked;
