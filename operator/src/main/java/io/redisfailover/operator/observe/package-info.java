/** Observed objects of the cluster, as values. */
@NullMarked
package io.redisfailover.operator.observe;

import org.jspecify.annotations.NullMarked;
