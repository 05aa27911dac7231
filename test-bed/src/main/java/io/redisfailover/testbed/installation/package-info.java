/** Two servers and the processes in front of them, as a user runs them. */
@NullMarked
package io.redisfailover.testbed.installation;

import org.jspecify.annotations.NullMarked;
