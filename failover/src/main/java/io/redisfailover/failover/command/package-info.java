/**
 * What may be sent to a server, as values: a probe, and the few commands that change a server's
 * role. Both the proxy and the controller send exactly these.
 */
@NullMarked
package io.redisfailover.failover.command;

import org.jspecify.annotations.NullMarked;
