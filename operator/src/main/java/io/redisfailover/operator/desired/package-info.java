/**
 * What should be in the cluster: pure functions from a resource, and a few facts, to Kubernetes
 * objects. No I/O, no clock, no client; the same input gives the same objects, in the same order.
 * Start at {@link io.redisfailover.operator.desired.Desired}.
 */
@NullMarked
package io.redisfailover.operator.desired;

import org.jspecify.annotations.NullMarked;
