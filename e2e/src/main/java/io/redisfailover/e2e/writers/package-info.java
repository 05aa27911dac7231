/** Writers in a pod, led over HTTP: what a client in the cluster sees of a failover. */
@NullMarked
package io.redisfailover.e2e.writers;

import org.jspecify.annotations.NullMarked;
