/** Settings of redis.conf that running servers take at once, and those that need a restart. */
@NullMarked
package io.redisfailover.operator.tune;

import org.jspecify.annotations.NullMarked;
