/** A stand-in for the metrics API of a cluster, which runs in a pod. */
@NullMarked
package io.redisfailover.e2e.metrics;

import org.jspecify.annotations.NullMarked;
