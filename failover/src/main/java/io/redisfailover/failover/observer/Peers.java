package io.redisfailover.failover.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The other proxies of the pair, and what they said. Immutable.
 *
 * @param names the other ways that clients have to the servers; absent while nobody has told
 * @param told what each of them said last
 */
public record Peers(Optional<Set<String>> names, Map<String, PeerEvidence> told) {
  /** What a peer said is true for a moment only. */
  static final Duration LASTS = Duration.ofMillis(500);

  /** Time between two questions to one peer. */
  public static final Duration ASK_EVERY = Duration.ofMillis(50);

  /** How long an answer is waited for. */
  public static final Duration ASK_LIMIT = Duration.ofMillis(200);

  /** Nobody has said yet whether there are other proxies. */
  public static final Peers UNKNOWN = new Peers(Optional.empty(), Map.of());

  /** Copies both. */
  public Peers {
    names = names.map(Set::copyOf);
    told = Map.copyOf(told);
  }

  /** {@return with these names; what others have said is forgotten} */
  public Peers named(Set<String> newNames) {
    Map<String, PeerEvidence> left = new HashMap<>(told);
    left.keySet().retainAll(newNames);
    return new Peers(Optional.of(newNames), left);
  }

  /**
   * {@return with what a peer said; nothing changes when it is no peer, or when it has said
   * something newer}
   */
  public Peers said(String name, PeerEvidence evidence) {
    PeerEvidence newest = told.get(name);
    boolean late = newest != null && evidence.askedAt().isBefore(newest.askedAt());
    if (late || names.filter(known -> known.contains(name)).isEmpty()) {
      return this;
    }
    Map<String, PeerEvidence> more = new HashMap<>(told);
    more.put(name, evidence);
    return new Peers(names, more);
  }

  /** {@return without what is too old} */
  Peers at(Instant now) {
    if (told.isEmpty()) {
      return this;
    }
    Map<String, PeerEvidence> left = new HashMap<>(told);
    left.values()
        .removeIf(evidence -> Duration.between(evidence.askedAt(), now).compareTo(LASTS) > 0);
    return left.size() == told.size() ? this : new Peers(names, left);
  }

  /** {@return those that have not said anything since then, in their order} */
  List<String> silentSince(Instant moment) {
    return new TreeSet<>(names.orElse(Set.of()))
        .stream()
            .filter(name ->
                Optional.ofNullable(told.get(name))
                    .filter(evidence -> !evidence.askedAt().isBefore(moment))
                    .isEmpty())
            .toList();
  }
}
