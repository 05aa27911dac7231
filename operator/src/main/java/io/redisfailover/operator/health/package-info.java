/** Health for Kubernetes and metrics for Prometheus, over HTTP. */
@NullMarked
package io.redisfailover.operator.health;

import org.jspecify.annotations.NullMarked;
