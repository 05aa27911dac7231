/** The control API: what a controller may ask of this proxy, and what else is served with it. */
@NullMarked
package io.redisfailover.proxy.control;

import org.jspecify.annotations.NullMarked;
