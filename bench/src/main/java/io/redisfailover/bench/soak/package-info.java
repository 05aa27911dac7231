/** {@code bench/soak}: one installation, writers all the time, random faults from a seed. */
@NullMarked
package io.redisfailover.bench.soak;

import org.jspecify.annotations.NullMarked;
