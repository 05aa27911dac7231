package io.redisfailover.controlapi;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of the active server, as a proxy went through it; times are those of its clock.
 *
 * @param at when its clients were let to the new server
 * @param from the server before, if one was known
 * @param to the server since
 * @param kind what this proxy had to do with it
 * @param cause why it came about; absent where a cause is named that this release does not know
 * @param detectedBy what brought it about, in a few words
 * @param message why, in one sentence
 * @param detectedAfter from the last sign of life of the old server to the decision; absent where
 *     this proxy did not decide
 * @param duration from the first known moment until its clients were let to the new server
 * @param clients what it meant for the proxy's clients
 * @param gapBytes what the new server did not have, as far as it was seen; absent when not known
 * @param moments when what happened, as far as it is known
 */
public record RoleChange(
    Instant at,
    Optional<Node> from,
    Node to,
    Kind kind,
    Optional<Cause> cause,
    String detectedBy,
    String message,
    Optional<Duration> detectedAfter,
    Duration duration,
    Clients clients,
    OptionalLong gapBytes,
    Map<Moment, Instant> moments) {
  /** Copies the map. */
  public RoleChange {
    Map<Moment, Instant> copy = new EnumMap<>(Moment.class);
    copy.putAll(moments);
    moments = Collections.unmodifiableMap(copy);
  }

  /**
   * What a change meant for a proxy's clients.
   *
   * @param sessionsClosed sessions that ended with the old server; absent when not counted
   * @param held connections that waited for the new one
   * @param waited how long the first of them waited; absent when none did
   */
  public record Clients(OptionalLong sessionsClosed, long held, Optional<Duration> waited) {}

  /** What a proxy had to do with a change; who knows most of it comes first. */
  public enum Kind {
    /** It found that the active server had failed, and promoted the other one, or tried to. */
    FAILOVER("failover"),
    /** It took part in a planned switch. */
    SWITCHOVER("switchover"),
    /** Somebody else had made the change, and it followed; or it says something newer than this. */
    EXTERNAL("external"),
    /** It only routes: the check of the first server changed its verdict. */
    REROUTE("reroute");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** {@return the word for it in JSON} */
    public String word() {
      return word;
    }
  }

  /** A moment of a change, in the order in which they usually come. */
  public enum Moment {
    /** The last probe was sent that the old server answered as the active one. */
    LAST_ANSWER("lastAnswer"),
    /** A planned switch was announced: clients are held from here on. */
    ANNOUNCED("announced"),
    /** The first probe of the old server was sent that it did not answer so. */
    FIRST_FAILED_PROBE("firstFailedProbe"),
    /** It was declared dead, and the promotion of the other one decided. */
    DECIDED("decided"),
    /** The promotion was sent. */
    PROMOTE_SENT("promoteSent"),
    /** The new server was seen as a master. */
    PROMOTED("promoted"),
    /** The route to the new server was open. */
    ROUTED("routed");

    private final String word;

    Moment(String word) {
      this.word = word;
    }

    /** {@return its name in JSON} */
    public String word() {
      return word;
    }
  }
}
