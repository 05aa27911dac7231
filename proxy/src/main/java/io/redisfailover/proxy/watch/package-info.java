/** Probes each server over a lasting connection. */
@NullMarked
package io.redisfailover.proxy.watch;

import org.jspecify.annotations.NullMarked;
