/**
 * Decides where clients are routed: a pure part, and the loops that execute it. The controller's
 * pushes and switchovers come in here, too, through {@code PromoteControl}.
 */
@NullMarked
package io.redisfailover.proxy.routing;

import org.jspecify.annotations.NullMarked;
