/**
 * The control API of this proxy, and the further routes that are served with it. What a request
 * does is written in {@code proxy.routing}: {@code PromoteControl} takes pushes and switchovers.
 */
@NullMarked
package io.redisfailover.proxy.control;

import org.jspecify.annotations.NullMarked;
