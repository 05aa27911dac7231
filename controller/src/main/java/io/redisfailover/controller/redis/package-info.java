/**
 * Connections to Redis servers, over Jedis: everything has a time-out, every failure is a value.
 */
@NullMarked
package io.redisfailover.controller.redis;

import org.jspecify.annotations.NullMarked;
