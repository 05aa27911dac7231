/**
 * What an observer (a proxy or the controller) remembers of what it has seen, and the predicates on
 * which promotions rest.
 */
@NullMarked
package io.redisfailover.failover.observer;

import org.jspecify.annotations.NullMarked;
