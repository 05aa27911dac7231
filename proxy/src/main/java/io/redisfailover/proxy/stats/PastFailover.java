package io.redisfailover.proxy.stats;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.stats.Timeline.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of the active server that this proxy went through.
 *
 * @param from the server that was left; absent when none was known before
 * @param to the server that became active
 * @param kind what this proxy had to do with it
 * @param cause why, as the decision has it
 * @param detectedBy what brought it about, in a few words, such as {@code connection refused}
 * @param sentence why, in one sentence
 * @param timeline when what happened
 * @param clients what it meant for clients
 * @param gapBytes highest offset ever seen of the old server, minus the one at which the new one
 *     was promoted: 0 when everything that was seen had been replicated; absent when it is not
 *     known
 */
public record PastFailover(
    Optional<Node> from,
    Node to,
    Kind kind,
    Cause cause,
    String detectedBy,
    String sentence,
    Timeline timeline,
    AffectedClients clients,
    OptionalLong gapBytes) {

  /** {@return when the new server became the active one for this proxy's clients} */
  public Instant at() {
    return timeline.end();
  }

  /** {@return from the first known moment to the open route} */
  public Duration duration() {
    return timeline.after(Moment.ROUTED);
  }

  /**
   * {@return from the last sign of life of the old server to the decision; absent when it was no
   * failure, or not this proxy's decision}
   */
  public Optional<Duration> detectedAfter() {
    return timeline.between(Moment.LAST_ANSWER, Moment.DECIDED);
  }

  /** {@return the same with what was known when the route was open} */
  public PastFailover opened(Instant routed, AffectedClients affected) {
    return new PastFailover(
        from, to, kind, cause, detectedBy, sentence, timeline.endingAt(routed), affected, gapBytes);
  }

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
