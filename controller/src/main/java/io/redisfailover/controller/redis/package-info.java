/**
 * Connections to Redis servers: everything has a time-out and a limit, every failure is a value.
 */
@NullMarked
package io.redisfailover.controller.redis;

import org.jspecify.annotations.NullMarked;
