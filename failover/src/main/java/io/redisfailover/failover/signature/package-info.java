/** How markers, and answers of the control API, show who wrote them. */
@NullMarked
package io.redisfailover.failover.signature;

import org.jspecify.annotations.NullMarked;
