/** The proxy's own connections to the servers, for login, probes and orders over RESP. */
@NullMarked
package io.redisfailover.proxy.redis;

import org.jspecify.annotations.NullMarked;
