package io.redisfailover.proxy.routing;

import io.redisfailover.failover.view.Node;
import java.time.Instant;
import java.util.Optional;

/** What the byte path counts, as far as the history of changes needs it. For any thread. */
public interface SessionCounts {
  /** {@return sessions that have this server now} */
  long sessionsOf(Node node);

  /** {@return connections that ever waited for the route} */
  long heldTotal();

  /**
   * {@return when the first of those began to wait that wait now, or, while nobody does, of those
   * that waited last}
   */
  Optional<Instant> firstHeldAt();
}
