/** Whether the operator lives, for Kubernetes, and what it counts, for Prometheus: over HTTP. */
@NullMarked
package io.redisfailover.operator.health;

import org.jspecify.annotations.NullMarked;
