/** The interface of the byte path: the orders that it takes and the events that it reports. */
@NullMarked
package io.redisfailover.proxy.relay;

import org.jspecify.annotations.NullMarked;
