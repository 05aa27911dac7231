/** The client side of the control API: HTTP calls that are bounded in time and in size. */
@NullMarked
package io.redisfailover.controlclient;

import org.jspecify.annotations.NullMarked;
