package io.redisfailover.proxy.stats;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a change of the active server meant for clients of this proxy.
 *
 * @param sessionsClosed sessions that the old server had at its last sign of life, or when a
 *     planned switch was announced, and that ended with it, whoever closed them; absent when it is
 *     not counted
 * @param held connections that waited for the new route, those included that gave up
 * @param longestWait how long the first of them waited; absent when none did
 */
public record AffectedClients(
    OptionalLong sessionsClosed, long held, Optional<Duration> longestWait) {
  /** Nothing is known yet. */
  public static final AffectedClients UNKNOWN =
      new AffectedClients(OptionalLong.empty(), 0, Optional.empty());
}
