/** The control API: what a controller may ask of this proxy. */
@NullMarked
package io.redisfailover.proxy.control;

import org.jspecify.annotations.NullMarked;
