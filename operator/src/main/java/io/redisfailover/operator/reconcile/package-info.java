/** The shell of the operator: observes a resource, applies its objects, carries decisions out. */
@NullMarked
package io.redisfailover.operator.reconcile;

import org.jspecify.annotations.NullMarked;
