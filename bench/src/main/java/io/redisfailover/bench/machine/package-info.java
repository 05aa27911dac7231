/** What the figures were measured on. */
@NullMarked
package io.redisfailover.bench.machine;

import org.jspecify.annotations.NullMarked;
