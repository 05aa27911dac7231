/** A connection of the runtime API for the fuzzer, which needs what the package keeps to itself. */
@NullMarked
package io.redisfailover.proxy.runtimeapi;

import org.jspecify.annotations.NullMarked;
