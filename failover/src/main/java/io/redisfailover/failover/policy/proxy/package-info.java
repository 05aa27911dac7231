/** What a proxy does with what it has seen: routes, holds, promotes, parks. Pure. */
@NullMarked
package io.redisfailover.failover.policy.proxy;

import org.jspecify.annotations.NullMarked;
