/** One run: load, fault, failback, and the audit of the data. */
@NullMarked
package io.redisfailover.bench.run;

import org.jspecify.annotations.NullMarked;
