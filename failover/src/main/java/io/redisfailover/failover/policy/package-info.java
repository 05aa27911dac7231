/** What to do about it: sealed decisions, each with one sentence of why. */
@NullMarked
package io.redisfailover.failover.policy;

import org.jspecify.annotations.NullMarked;
