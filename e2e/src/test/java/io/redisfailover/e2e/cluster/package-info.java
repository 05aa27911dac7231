/** The cluster under test: found or raised, what is installed there, and what only it can do. */
@NullMarked
package io.redisfailover.e2e.cluster;

import org.jspecify.annotations.NullMarked;
