/** What the resource says of itself: pure functions from what was observed and decided. */
@NullMarked
package io.redisfailover.operator.status;

import org.jspecify.annotations.NullMarked;
