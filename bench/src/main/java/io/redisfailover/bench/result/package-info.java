/** What was measured, as values and as a file. */
@NullMarked
package io.redisfailover.bench.result;

import org.jspecify.annotations.NullMarked;
