/** The byte path on Netty channels, for every system. */
@NullMarked
package io.redisfailover.proxy.relay.pipeline;

import org.jspecify.annotations.NullMarked;
