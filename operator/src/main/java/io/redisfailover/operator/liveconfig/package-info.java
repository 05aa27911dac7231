/**
 * Settings of redis.conf and users that take effect in running servers, and settings that need a
 * restart.
 */
@NullMarked
package io.redisfailover.operator.liveconfig;

import org.jspecify.annotations.NullMarked;
