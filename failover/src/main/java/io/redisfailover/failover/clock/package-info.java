/**
 * The one clock of a process. The protocol itself is told the time and never asks: this is for the
 * processes around it, which all want the same.
 */
@NullMarked
package io.redisfailover.failover.clock;

import org.jspecify.annotations.NullMarked;
