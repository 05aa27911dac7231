/** What a server said, and what an observer remembers of it. */
@NullMarked
package io.redisfailover.failover.model;

import org.jspecify.annotations.NullMarked;
