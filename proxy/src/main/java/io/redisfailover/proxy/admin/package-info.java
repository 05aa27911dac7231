/** What an administrator may have done, whichever way it is asked for. */
@NullMarked
package io.redisfailover.proxy.admin;

import org.jspecify.annotations.NullMarked;
