/** The statistics for other programs: HAProxy's CSV, JSON and Prometheus's text. */
@NullMarked
package io.redisfailover.proxy.stats.export;

import org.jspecify.annotations.NullMarked;
