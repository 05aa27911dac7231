/** The byte path, seen from outside: what can be asked of it and what it reports. */
@NullMarked
package io.redisfailover.proxy.relay;

import org.jspecify.annotations.NullMarked;
