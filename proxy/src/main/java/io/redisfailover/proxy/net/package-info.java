/** Sockets and addresses: what the byte path and the watch have in common. */
@NullMarked
package io.redisfailover.proxy.net;

import org.jspecify.annotations.NullMarked;
