/** Health checks by script, with the verdicts and the timing of HAProxy's {@code tcp-check}. */
@NullMarked
package io.redisfailover.proxy.check;

import org.jspecify.annotations.NullMarked;
