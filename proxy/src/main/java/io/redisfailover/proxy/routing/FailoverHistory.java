package io.redisfailover.proxy.routing;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.stats.PastFailover;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last changes of the active server, as this proxy went through them. Immutable.
 *
 * @param routed the server that was routed to last, if there was one
 * @param heldSince since when clients are held, if they are
 * @param changes the changes, newest first
 */
record FailoverHistory(
    Optional<Node> routed, Optional<Instant> heldSince, List<PastFailover> changes) {
  /** How many changes are remembered. */
  private static final int LONGEST = 20;

  /** Nothing yet. */
  static final FailoverHistory NONE =
      new FailoverHistory(Optional.empty(), Optional.empty(), List.of());

  /** Copies the list. */
  FailoverHistory {
    changes = List.copyOf(changes);
  }

  /** Clients are held from now on, if they were not before. */
  FailoverHistory held(Instant now) {
    return heldSince.isPresent() ? this : new FailoverHistory(routed, Optional.of(now), changes);
  }

  /**
   * Clients go to {@code to}. It is a change when another server was routed to before.
   *
   * @param now when
   * @param to the server
   * @param cause why
   * @param waiting how many clients are held at this moment
   */
  FailoverHistory routed(Instant now, Node to, Cause cause, int waiting) {
    Optional<Duration> waited =
        heldSince.filter(since -> waiting > 0).map(since -> Duration.between(since, now));
    Optional<Node> known = Optional.of(to);
    if (routed.isEmpty() || routed.equals(known)) {
      return new FailoverHistory(known, Optional.empty(), changes);
    }
    List<PastFailover> longer = new ArrayList<>();
    longer.add(
        new PastFailover(
            now, routed, to, cause.kind(), cause.sentence(), cause.detectedAfter(), waited));
    longer.addAll(changes.subList(0, Math.min(changes.size(), LONGEST - 1)));
    return new FailoverHistory(known, Optional.empty(), longer);
  }

  /**
   * Why the active server changed.
   *
   * @param kind how it came about
   * @param sentence why
   * @param detectedAfter from the old server's last sign of life to the decision
   */
  record Cause(PastFailover.Kind kind, String sentence, Optional<Duration> detectedAfter) {}
}
