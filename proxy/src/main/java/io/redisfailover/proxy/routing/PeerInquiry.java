package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.Inquiry;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.observer.PeerEvidence;
import io.redisfailover.failover.policy.proxy.ProxyState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  private Inquiry inquiry = Inquiry.NONE;

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
   *
   * @param list their list, not older than the one before
   */
  void named(PeerList list) {
    if (!peers.equals(list.peers())) {
      peers = list.peers();
      peers.forEach(peer -> ask(peer, clock.instant()));
    }
    Set<String> names = peers.stream().map(Endpoint::toString).collect(Collectors.toSet());
    events.accept(before -> before.peersNamed(list.sequence(), names, clock.instant()));
  }

  /**
   * Asks each of them that is to be asked now.
   *
   * @param seen what this proxy remembers
   */
  void ask(ObserverMemory seen) {
    Instant now = clock.instant();
    peers.stream()
        .filter(peer -> inquiry.isDue(peer.toString(), seen, now))
        .forEach(peer -> ask(peer, now));
  }

  private void ask(Endpoint peer, Instant askedAt) {
    String name = peer.toString();
    inquiry = inquiry.asking(name, askedAt);
    var unused =
        source
            .ask(peer)
            .handleAsync(
                (report, failure) ->
                    part.guard(() -> {
                      inquiry = inquiry.ended(name, askedAt);
                      if (report != null) {
                        PeerEvidence seen = report.translated(askedAt, clock.instant());
                        events.accept(before -> before.peerSaid(name, seen));
                      }
                    }),
                loop);
  }
}
