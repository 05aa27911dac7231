/** Sockets and addresses, for every part of the proxy. */
@NullMarked
package io.redisfailover.proxy.net;

import org.jspecify.annotations.NullMarked;
