/** What a person asks of the running controller: its state, a planned switch, an answer. */
@NullMarked
package io.redisfailover.standalone.operations;

import org.jspecify.annotations.NullMarked;
