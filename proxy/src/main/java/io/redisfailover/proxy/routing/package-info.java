/** Decides where clients are routed: a pure part, and the loops that execute it. */
@NullMarked
package io.redisfailover.proxy.routing;

import org.jspecify.annotations.NullMarked;
