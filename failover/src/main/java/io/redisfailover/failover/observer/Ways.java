package io.redisfailover.failover.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The ways of clients to the servers, as one observer knows them: its own, and the other proxies.
 * Immutable.
 *
 * @param own when this process passed nothing on
 * @param peers the other proxies
 */
public record Ways(Lulls own, Peers peers) {
  /** A way that was always open, beside others that are not known. */
  public static final Ways STARTING = new Ways(Lulls.NONE, Peers.UNKNOWN);

  /** {@return with one more time in which this process passed nothing on} */
  Ways stoodStill(Lull lull) {
    return new Ways(own.with(lull), peers);
  }

  Ways with(Peers newPeers) {
    return newPeers.equals(peers) ? this : new Ways(own, newPeers);
  }

  /**
   * {@return how much of the time between two moments nobody passed anything on, neither this
   * process nor a peer; zero when a peer did not say since {@code asked} what it did, and before
   * the present peers were the only ones}
   */
  Duration untold(Instant from, Instant to, Instant asked) {
    boolean all = peers.names().isPresent() && peers.silentSince(asked).isEmpty();
    return all
        ? peers.told().values().stream()
            .map(PeerEvidence::lulls)
            .reduce(own, Lulls::and)
            .within(Lull.later(from, peers.since()), to)
        : Duration.ZERO;
  }

  /** {@return who did not say since then what it saw, in words; nothing when all known ones did} */
  Optional<String> missing(Instant asked) {
    List<String> silent = peers.silentSince(asked);
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of("what " + String.join(" and ", silent) + " saw is not known");
  }
}
