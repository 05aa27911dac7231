/** What the proxy counts and shows: page, CSV, JSON, metrics, health. */
@NullMarked
package io.redisfailover.proxy.stats;

import org.jspecify.annotations.NullMarked;
