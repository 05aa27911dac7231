/** Brings the cluster to what a resource says: observes, decides, applies, reports. */
@NullMarked
package io.redisfailover.operator.reconcile;

import org.jspecify.annotations.NullMarked;
