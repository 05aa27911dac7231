/** Real redis-server processes on loopback, and what starting, signalling and ending them takes. */
@NullMarked
package io.redisfailover.realredis.process;

import org.jspecify.annotations.NullMarked;
