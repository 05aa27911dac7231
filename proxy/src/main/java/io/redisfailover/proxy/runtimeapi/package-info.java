/**
 * HAProxy's runtime API, with its words and formats. {@code RuntimeApiServer} and {@code
 * RuntimeConnection} are the shell; everything else is pure.
 */
@NullMarked
package io.redisfailover.proxy.runtimeapi;

import org.jspecify.annotations.NullMarked;
