/** The control API of this proxy, and the further routes that are served with it. */
@NullMarked
package io.redisfailover.proxy.control;

import org.jspecify.annotations.NullMarked;
