/** {@code bench/hostile}: hostile peers at every port of the proxies, with faults in between. */
@NullMarked
package io.redisfailover.bench.hostile;

import org.jspecify.annotations.NullMarked;
