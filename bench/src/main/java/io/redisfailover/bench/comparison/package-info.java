/** {@code bench/failover}: command line, order of runs, output. */
@NullMarked
package io.redisfailover.bench.comparison;

import org.jspecify.annotations.NullMarked;
