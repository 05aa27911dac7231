/** The machine: what the figures are measured on, and what is left behind on it. */
@NullMarked
package io.redisfailover.bench.machine;

import org.jspecify.annotations.NullMarked;
