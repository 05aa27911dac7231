/** Rules that proxies and the controller share; their own are in the packages below. Pure. */
@NullMarked
package io.redisfailover.failover.policy;

import org.jspecify.annotations.NullMarked;
