/**
 * A TCP relay between real processes that can be silent, slow, one-way or reset, for one party at a
 * time.
 */
@NullMarked
package io.redisfailover.testbed.link;

import org.jspecify.annotations.NullMarked;
