/** The steps of one switchover and of its rollback. Pure. */
@NullMarked
package io.redisfailover.failover.policy.switchover;

import org.jspecify.annotations.NullMarked;
