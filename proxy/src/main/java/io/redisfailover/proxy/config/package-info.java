/** The configuration of a proxy, as immutable values. Nothing here reads a file. */
@NullMarked
package io.redisfailover.proxy.config;

import org.jspecify.annotations.NullMarked;
