/** Serves the statistics over HTTP: page, CSV, JSON, metrics and health. */
@NullMarked
package io.redisfailover.proxy.stats;

import org.jspecify.annotations.NullMarked;
