/** {@code bench/connect}: how long a new connection takes to its first reply. */
@NullMarked
package io.redisfailover.bench.connect;

import org.jspecify.annotations.NullMarked;
