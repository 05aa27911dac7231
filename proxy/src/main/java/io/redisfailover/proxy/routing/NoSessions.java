package io.redisfailover.proxy.routing;

import io.redisfailover.failover.model.Server;
import java.time.Instant;
import java.util.Optional;

/** What the byte path counts, with no byte path. */
final class NoSessions implements SessionCounts {
  @Override
  public long sessionsOf(Server server) {
    return 0;
  }

  @Override
  public long heldTotal() {
    return 0;
  }

  @Override
  public Optional<Instant> firstHeldAt() {
    return Optional.empty();
  }
}
