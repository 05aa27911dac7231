/** What happens to a RedisFailover on a real cluster, a class for each kind of trouble. */
@NullMarked
package io.redisfailover.e2e;

import org.jspecify.annotations.NullMarked;
