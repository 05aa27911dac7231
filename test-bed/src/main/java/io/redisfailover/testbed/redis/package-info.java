/** Releases of Redis that this machine has, and servers that fault tests end and restart. */
@NullMarked
package io.redisfailover.testbed.redis;

import org.jspecify.annotations.NullMarked;
