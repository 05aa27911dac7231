/** The proxies as the controller sees them: the client side of their control API. */
@NullMarked
package io.redisfailover.controller.fleet;

import org.jspecify.annotations.NullMarked;
