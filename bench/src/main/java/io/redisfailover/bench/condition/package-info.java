/** Whether an installation is whole, and what its processes hold. */
@NullMarked
package io.redisfailover.bench.condition;

import org.jspecify.annotations.NullMarked;
