/** The statistics page, as HTML. */
@NullMarked
package io.redisfailover.proxy.stats.page;

import org.jspecify.annotations.NullMarked;
