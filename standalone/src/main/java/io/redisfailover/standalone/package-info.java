/** Proxy and controller in one process, in front of two Redis servers named in a file. */
@NullMarked
package io.redisfailover.standalone;

import org.jspecify.annotations.NullMarked;
