/**
 * The file of a process, in the words of what runs: where the servers are, how they are entered,
 * what the proxy is told.
 */
@NullMarked
package io.redisfailover.configuration;

import org.jspecify.annotations.NullMarked;
