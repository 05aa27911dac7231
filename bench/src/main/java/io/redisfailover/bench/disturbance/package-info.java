/** What disturbs a server or a process without ending it, and how this machine can do it. */
@NullMarked
package io.redisfailover.bench.disturbance;

import org.jspecify.annotations.NullMarked;
