/** Real redis-server processes of any release that this machine has. */
@NullMarked
package io.redisfailover.testbed.redis;

import org.jspecify.annotations.NullMarked;
