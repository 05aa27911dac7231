package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.PeerEvidence;
import io.redisfailover.failover.observer.Peers;
import io.redisfailover.failover.policy.proxy.ProxyState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Asks the other proxies what they have seen, not too often. Used on one event loop. */
final class PeerInquiry {
  private final PeerSource source;
  private final Executor loop;
  private final InstantSource clock;
  private final Supervised part;
  private final Consumer<UnaryOperator<ProxyState>> events;
  private List<Endpoint> peers = List.of();
  private Optional<Instant> lastAsked = Optional.empty();

  /**
   * Creates an inquiry of nobody.
   *
   * @param source asks one of them
   * @param loop the event loop that it is used on
   * @param clock the clock of the process
   * @param part the router; it is told of defects
   * @param events takes on that loop what is told
   */
  PeerInquiry(
      PeerSource source,
      Executor loop,
      InstantSource clock,
      Supervised part,
      Consumer<UnaryOperator<ProxyState>> events) {
    this.source = source;
    this.loop = loop;
    this.clock = clock;
    this.part = part;
    this.events = events;
  }

  /**
   * Takes in who they are. New ones are asked at once: the connections are there, and the code is
   * loaded, when it counts.
   */
  void named(List<Endpoint> newPeers) {
    if (!peers.equals(newPeers)) {
      peers = List.copyOf(newPeers);
      lastAsked = Optional.empty();
      ask();
    }
    Set<String> names = peers.stream().map(Endpoint::toString).collect(Collectors.toSet());
    events.accept(before -> before.peersNamed(names));
  }

  /** Asks each of them, if the last question was long enough ago. */
  void ask() {
    Instant now = clock.instant();
    boolean soon =
        lastAsked
            .filter(last -> Duration.between(last, now).compareTo(Peers.ASK_EVERY) < 0)
            .isPresent();
    if (!soon) {
      lastAsked = Optional.of(now);
      peers.forEach(peer -> ask(peer, now));
    }
  }

  private void ask(Endpoint peer, Instant askedAt) {
    var unused =
        source
            .ask(peer)
            .thenAcceptAsync(
                report ->
                    part.guard(() -> {
                      PeerEvidence seen = report.translated(askedAt, clock.instant());
                      events.accept(before -> before.peerSaid(peer.toString(), seen));
                    }),
                loop);
  }
}
