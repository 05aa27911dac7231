/**
 * How a marker is stored in the data of a server: as a signed function library, which is read and
 * never executed.
 */
@NullMarked
package io.redisfailover.failover.marker;

import org.jspecify.annotations.NullMarked;
