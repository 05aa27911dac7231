/**
 * One round of the reconciler for one resource, as values: what it observes, and what follows. Pure
 * decisions; {@code reconcile} reads the one and carries out the other.
 */
@NullMarked
package io.redisfailover.operator.round;

import org.jspecify.annotations.NullMarked;
