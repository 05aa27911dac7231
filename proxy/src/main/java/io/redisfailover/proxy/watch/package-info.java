/** One lasting connection to each server, and what it shows. */
@NullMarked
package io.redisfailover.proxy.watch;

import org.jspecify.annotations.NullMarked;
