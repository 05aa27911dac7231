/** The data plane: listens, checks, routes and relays bytes. {@link Proxy} puts it together. */
@NullMarked
package io.redisfailover.proxy;

import org.jspecify.annotations.NullMarked;
