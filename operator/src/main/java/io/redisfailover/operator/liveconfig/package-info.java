/** Settings of redis.conf that take effect in running servers, and those that need a restart. */
@NullMarked
package io.redisfailover.operator.liveconfig;

import org.jspecify.annotations.NullMarked;
