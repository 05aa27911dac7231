package io.redisfailover.controlapi;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of the active server, as one proxy went through it. Immutable; times are those of that
 * proxy's clock.
 *
 * @param from the server that was active before; absent when none was known
 * @param to the server that became active
 * @param kind what this proxy had to do with it
 * @param cause why the active server changed; absent where a newer release named a cause that this
 *     one does not know
 * @param detectedBy what brought it about, in a few words, such as {@code connection refused}
 * @param message why, in words: {@link Sentence} makes a sentence of them
 * @param moments when each step of it happened
 * @param clients what it meant for the proxy's clients
 * @param gapBytes the highest offset that the proxy saw of the old server, minus the offset at
 *     which the new one was promoted: 0 when everything seen had been replicated; absent when it is
 *     not known
 * @param evidence what each observer knew, in words, if the active server had failed and this proxy
 *     promoted the other one; else empty
 */
public record RoleChange(
    Optional<Server> from,
    Server to,
    Kind kind,
    Optional<Cause> cause,
    String detectedBy,
    String message,
    Moments moments,
    Clients clients,
    OptionalLong gapBytes,
    List<String> evidence) {

  /** Copies the list. */
  public RoleChange {
    evidence = List.copyOf(evidence);
  }

  /** {@return when the route to the new server was open} */
  public Instant at() {
    return moments.end();
  }

  /** {@return the time from the first known moment to the open route, 0 or more} */
  public Duration duration() {
    return moments.after(Moment.ROUTED);
  }

  /**
   * {@return the time from the last answer of the old server to the decision; absent where nothing
   * had failed or this proxy did not decide}
   */
  public Optional<Duration> detectedAfter() {
    return moments.between(Moment.LAST_ANSWER, Moment.DECIDED).filter(span -> !span.isNegative());
  }

  /**
   * {@return the same role change with what is known since its route is open}
   *
   * @param routed when the route was open
   * @param affected what the change meant for clients
   */
  public RoleChange opened(Instant routed, Clients affected) {
    return new RoleChange(
        from,
        to,
        kind,
        cause,
        detectedBy,
        message,
        moments.endingAt(routed),
        affected,
        gapBytes,
        evidence);
  }

  /**
   * What a role change meant for one proxy's clients.
   *
   * @param sessionsClosed sessions that the old server had at its last answer, or when a switchover
   *     was announced, and that ended with it, whichever side closed them; absent when not counted
   * @param held connections that waited for the new route, those that left included
   * @param longestWait how long the first of them waited; absent when none did
   */
  public record Clients(OptionalLong sessionsClosed, long held, Optional<Duration> longestWait) {
    /** Nothing is known yet. */
    public static final Clients UNKNOWN = new Clients(OptionalLong.empty(), 0, Optional.empty());
  }

  /**
   * When each step of a role change happened. A step that is not known is left out.
   *
   * @param known the time of each known moment; {@link Moment#ROUTED} is always among them
   */
  public record Moments(Map<Moment, Instant> known) {
    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException when {@link Moment#ROUTED} is missing
     */
    public Moments {
      Map<Moment, Instant> copy = new EnumMap<>(Moment.class);
      copy.putAll(known);
      if (!copy.containsKey(Moment.ROUTED)) {
        throw new IllegalArgumentException("a role change ends with a route");
      }
      known = Collections.unmodifiableMap(copy);
    }

    /** {@return the known moments, the earliest first} */
    public List<Moment> order() {
      return known.keySet().stream()
          .sorted(Comparator.<Moment, Instant>comparing(known::get).thenComparing(moment -> moment))
          .toList();
    }

    /** {@return when {@code moment} was, if it is known} */
    public Optional<Instant> at(Moment moment) {
      return Optional.ofNullable(known.get(moment));
    }

    /** {@return when the route was open} */
    public Instant end() {
      return at(Moment.ROUTED).orElseThrow();
    }

    /**
     * {@return the time from the earliest known moment to this one, 0 or more}
     *
     * @throws java.util.NoSuchElementException when {@code moment} is not known
     */
    public Duration after(Moment moment) {
      return between(order().getFirst(), moment).orElseThrow();
    }

    /** {@return the time between two moments; absent unless both are known} */
    public Optional<Duration> between(Moment from, Moment to) {
      return at(from).flatMap(start -> at(to).map(end -> Duration.between(start, end)));
    }

    /** {@return the same moments with another end} */
    Moments endingAt(Instant routed) {
      Map<Moment, Instant> other = new EnumMap<>(known);
      other.put(Moment.ROUTED, routed);
      return new Moments(other);
    }
  }

  /**
   * What a proxy had to do with a role change. The kind of which a proxy knows most comes first.
   */
  public enum Kind {
    /** The active server failed, and this proxy promoted the standby or tried to. */
    FAILOVER("failover"),
    /** This proxy took part in a switchover. */
    SWITCHOVER("switchover"),
    /**
     * Another observer made the change and this proxy followed, or a newer release names a kind.
     */
    EXTERNAL("external"),
    /** {@code RouteOnly}: a check changed its verdict. */
    REROUTE("reroute");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** {@return the word for it in JSON, in meters and on the statistics page} */
    public String word() {
      return word;
    }
  }

  /** A moment of a role change, in the order in which they usually come. */
  public enum Moment {
    /** The last probe was sent that the old server answered as the active one. */
    LAST_ANSWER("lastAnswer"),
    /** A switchover was announced: clients are held from here on. */
    ANNOUNCED("announced"),
    /** The first probe was sent that the old server did not answer as the active one. */
    FIRST_FAILED_PROBE("firstFailedProbe"),
    /** The active server counted as failed, and the promotion of the standby was decided. */
    DECIDED("decided"),
    /** The promotion was sent. */
    PROMOTE_SENT("promoteSent"),
    /** The new server was seen as a primary: in its reply to the promotion, or by a probe. */
    PROMOTED("promoted"),
    /** The route to the new server was open: its first client could be dialled. */
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
