/** How fast a hang is noticed, and how often one is noticed that is none. */
@NullMarked
package io.redisfailover.bench.detection;

import org.jspecify.annotations.NullMarked;
