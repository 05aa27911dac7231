/** The contenders: two servers each, and what stands in front of them. */
@NullMarked
package io.redisfailover.bench.rival;

import org.jspecify.annotations.NullMarked;
