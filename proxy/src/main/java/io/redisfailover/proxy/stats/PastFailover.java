package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of the active server that this proxy went through.
 *
 * @param at when the new server became the active one
 * @param from the server that was left; absent when none was known before
 * @param to the server that became active
 * @param kind how it came about
 * @param sentence why, in one sentence
 * @param detectedAfter from the last sign of life of the old server to the decision; absent when it
 *     was no failure
 * @param clientsWaited the longest time that a client was held for it; absent when none was
 */
public record PastFailover(
    Instant at,
    Optional<Node> from,
    Node to,
    Kind kind,
    String sentence,
    Optional<Duration> detectedAfter,
    Optional<Duration> clientsWaited) {

  /** How a change came about. */
  public enum Kind {
    /** The active server failed and this proxy promoted the standby, or tried to. */
    FAILOVER("failover"),
    /** The change was planned. */
    SWITCHOVER("switchover"),
    /** Somebody else had made the change; this proxy followed. */
    ADOPTION("adoption"),
    /** RouteOnly: the check of the first server changed its verdict. */
    REROUTE("reroute");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** {@return the word of the field for it} */
    public String word() {
      return word;
    }
  }
}
