/** What the proxy counts, and its status at one moment. Nothing here is shown or sent. */
@NullMarked
package io.redisfailover.proxy.stats.model;

import org.jspecify.annotations.NullMarked;
