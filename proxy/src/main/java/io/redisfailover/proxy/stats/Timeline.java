package io.redisfailover.proxy.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The moments of a change, all on the clock of the proxy. Those that are not known are left out.
 *
 * @param moments when each one was; {@link Moment#ROUTED} is always there
 */
public record Timeline(Map<Moment, Instant> moments) {

  /** A moment of a change, in the order in which they usually come. */
  public enum Moment {
    /** The last look was sent that the old server answered as the active one. */
    LAST_ANSWER("lastAnswer"),
    /** A planned switch was announced: clients are held from here on. */
    ANNOUNCED("announced"),
    /** The first look at the old server was sent that it did not answer so. */
    FIRST_FAILED_LOOK("firstFailedLook"),
    /** It was declared dead, and the promotion of the other one decided. */
    DECIDED("decided"),
    /** The promotion was sent. */
    PROMOTE_SENT("promoteSent"),
    /** The new server was seen as a master: in its reply to the promotion, or at a look. */
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

  /** Copies the map, and checks that the end is known. */
  public Timeline {
    Map<Moment, Instant> copy = new EnumMap<>(Moment.class);
    copy.putAll(moments);
    if (!copy.containsKey(Moment.ROUTED)) {
      throw new IllegalArgumentException("a change ends with a route");
    }
    moments = Collections.unmodifiableMap(copy);
  }

  /** {@return the known moments as they followed on each other} */
  public List<Moment> order() {
    return moments.keySet().stream()
        .sorted(Comparator.<Moment, Instant>comparing(moments::get).thenComparing(moment -> moment))
        .toList();
  }

  /** {@return when a moment was, if it is known} */
  public Optional<Instant> at(Moment moment) {
    return Optional.ofNullable(moments.get(moment));
  }

  /** {@return the end} */
  public Instant end() {
    return at(Moment.ROUTED).orElseThrow();
  }

  /** {@return from the first known moment to this one, which must be known} */
  public Duration after(Moment moment) {
    return Duration.between(at(order().getFirst()).orElseThrow(), at(moment).orElseThrow());
  }

  /** {@return the span between two moments; empty unless both are known} */
  public Optional<Duration> between(Moment from, Moment to) {
    return at(from).flatMap(start -> at(to).map(end -> Duration.between(start, end)));
  }

  /** {@return the same with another end} */
  public Timeline endingAt(Instant routed) {
    Map<Moment, Instant> other = new EnumMap<>(moments);
    other.put(Moment.ROUTED, routed);
    return new Timeline(other);
  }
}
