/** A pair of servers under test, what happens to it, and what is asserted of every fault. */
@NullMarked
package io.redisfailover.e2e.scenario;

import org.jspecify.annotations.NullMarked;
