/** The byte path on ordinary Netty channels: any system, and later TLS. */
@NullMarked
package io.redisfailover.proxy.relay.pipeline;

import org.jspecify.annotations.NullMarked;
