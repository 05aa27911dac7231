/** Real faults on real servers. Each test is one row of the list of faults in docs/faults.md. */
@NullMarked
package io.redisfailover.faults;

import org.jspecify.annotations.NullMarked;
