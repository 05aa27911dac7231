/** The replies of Redis servers, read within limits. */
@NullMarked
package io.redisfailover.failover.resp;

import org.jspecify.annotations.NullMarked;
