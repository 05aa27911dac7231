package io.redisfailover.proxy.routing;

import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.Optional;

/** The counters of the byte path that the record of a role change needs. For any thread. */
public interface SessionCounts {
  /** {@return number of sessions with this server now} */
  long sessionsOf(Server server);

  /** {@return number of connections that were ever held} */
  long heldTotal();

  /**
   * {@return when the first of the connections that are held now began to wait; while none is held,
   * the same of those that were held last}
   */
  Optional<Instant> firstHeldAt();
}
