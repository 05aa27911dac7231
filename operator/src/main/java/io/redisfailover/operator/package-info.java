/** The operator of {@code RedisFailover} resources. */
@NullMarked
package io.redisfailover.operator;

import org.jspecify.annotations.NullMarked;
