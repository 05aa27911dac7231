/** The proxy alone, as a program for a pod: no controller, no Redis client library. */
@NullMarked
package io.redisfailover.proxypod;

import org.jspecify.annotations.NullMarked;
