/** Whether the operator lives, for Kubernetes. */
@NullMarked
package io.redisfailover.operator.health;

import org.jspecify.annotations.NullMarked;
