/** One HTTP/1.1 server with bounds, for the statistics and for the control API. */
@NullMarked
package io.redisfailover.proxy.http;

import org.jspecify.annotations.NullMarked;
