/** Where clients go: the pure part, and the loop that carries it out. */
@NullMarked
package io.redisfailover.proxy.routing;

import org.jspecify.annotations.NullMarked;
