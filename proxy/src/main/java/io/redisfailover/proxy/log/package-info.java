/** The access log and the log of transitions. */
@NullMarked
package io.redisfailover.proxy.log;

import org.jspecify.annotations.NullMarked;
