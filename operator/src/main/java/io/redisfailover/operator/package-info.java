/** The operator: what a {@code RedisFailover} asks for, and what becomes of it in a cluster. */
@NullMarked
package io.redisfailover.operator;

import org.jspecify.annotations.NullMarked;
