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
 * @param since from when on there are no others than these, as far as was told; one that has gone
 *     may have passed bytes on before that
 * @param told what each of them said last
 */
public record Peers(Optional<Set<String>> names, Instant since, Map<String, PeerEvidence> told) {
  /** What a peer said is true for a moment only. */
  static final Duration LASTS = Duration.ofMillis(500);

  /** Nobody has said yet whether there are other proxies. */
  public static final Peers UNKNOWN = new Peers(Optional.empty(), Instant.MAX, Map.of());

  /** Copies both. */
  public Peers {
    names = names.map(Set::copyOf);
    told = Map.copyOf(told);
  }

  /**
   * {@return with these names; what others have said is forgotten}
   *
   * @param newNames the names of all other proxies
   * @param now the present moment
   */
  public Peers named(Set<String> newNames, Instant now) {
    boolean same = names.equals(Optional.of(newNames));
    Map<String, PeerEvidence> left = new HashMap<>(told);
    left.keySet().retainAll(newNames);
    return new Peers(Optional.of(newNames), same ? since : now, left);
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
    return new Peers(names, since, more);
  }

  /** {@return without what is too old} */
  Peers at(Instant now) {
    if (told.isEmpty()) {
      return this;
    }
    Map<String, PeerEvidence> left = new HashMap<>(told);
    left.values()
        .removeIf(evidence -> Duration.between(evidence.askedAt(), now).compareTo(LASTS) > 0);
    return left.size() == told.size() ? this : new Peers(names, since, left);
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
