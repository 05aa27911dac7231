/** The demo: real servers, a real crash and what clients notice of it, in less than a minute. */
@NullMarked
package io.redisfailover.quickstart;

import org.jspecify.annotations.NullMarked;
