/** What an administrator asks of the running controller: its state, a switchover, an answer. */
@NullMarked
package io.redisfailover.standalone.admin;

import org.jspecify.annotations.NullMarked;
