/** The one clock of the process. */
@NullMarked
package io.redisfailover.proxy.clock;

import org.jspecify.annotations.NullMarked;
