package io.redisfailover.controller.fleet;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last change of the active server, as a proxy went through it; times are those of its clock.
 *
 * @param at when clients were let to the new server
 * @param from the server before, if one was known
 * @param to the server since
 * @param kind what this proxy had to do with it
 * @param cause why the proxy did it; absent where it names a cause that this release does not know
 * @param sentence why
 * @param detectedAfter from the last sign of life of the old server to the decision; absent where
 *     this proxy did not decide
 * @param duration from the first known moment until clients were let to the new server
 * @param gapBytes what the new server did not have, as far as it was seen; absent when not known
 */
public record ProxyFailover(
    Instant at,
    Optional<Node> from,
    Node to,
    Kind kind,
    Optional<Cause> cause,
    String sentence,
    Optional<Duration> detectedAfter,
    Duration duration,
    Optional<Long> gapBytes) {

  /** What a proxy had to do with a change. */
  public enum Kind {
    /** It found that the active server had failed, and promoted the other one. */
    FAILOVER,
    /** It took part in a planned switch. */
    SWITCHOVER,
    /** Somebody else had made the change, and it followed; or it says something newer than this. */
    ADOPTION
  }
}
