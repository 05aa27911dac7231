/** One run: load, fault, way back, and what is left of the data. */
@NullMarked
package io.redisfailover.bench.run;

import org.jspecify.annotations.NullMarked;
