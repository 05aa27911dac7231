/**
 * Keeps the parts of a process running, and names those that no longer run. It has no logger and
 * touches no socket: proxy and controller share it.
 */
@NullMarked
package io.redisfailover.controlapi.supervision;

import org.jspecify.annotations.NullMarked;
