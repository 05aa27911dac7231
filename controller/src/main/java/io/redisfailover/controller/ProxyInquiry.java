package io.redisfailover.controller;

import io.redisfailover.controller.fleet.ProxyFleet;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.Inquiry;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the proxies say: asks them what they have seen, while the controller needs to know. Nothing
 * waits for an answer: each arrives as an event. Used by one thread.
 */
final class ProxyInquiry {
  private final ProxyFleet fleet;
  private final Supplier<Instant> clock;
  private final Consumer<ControllerEvent> events;
  private Inquiry inquiry = Inquiry.NONE;
  private Map<String, ProxyReply> replies = Map.of();
  private Set<Endpoint> known = Set.of();

  ProxyInquiry(ProxyFleet fleet, Supplier<Instant> clock, Consumer<ControllerEvent> events) {
    this.fleet = fleet;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Every proxy was asked for its epoch. {@return the state with the names of all that there are}
   */
  ControllerState asked(ControllerState state, ControllerEvent.ProxiesAsked round) {
    replies = round.replies();
    greet();
    return state.proxiesAsked(round.began(), replies.keySet());
  }

  /** New ones are asked at once: when it counts, the connections are there and the code loaded. */
  private void greet() {
    Set<Endpoint> present = Set.copyOf(fleet.proxies());
    present.stream()
        .filter(proxy -> !known.contains(proxy))
        .forEach(proxy -> ask(proxy, clock.get()));
    known = present;
  }

  /** {@return what each proxy, by its address, answered when it was last asked for its epoch} */
  Map<String, ProxyReply> replies() {
    return replies;
  }

  /** Asks whom it is time to ask. {@return the state with the names of all that there are} */
  ControllerState ask(ControllerState state) {
    if (!state.asksPeers()) {
      return state;
    }
    Instant now = clock.get();
    List<Endpoint> proxies = fleet.proxies();
    proxies.stream()
        .filter(proxy -> inquiry.isDue(proxy.toString(), state.seen(), now))
        .forEach(proxy -> ask(proxy, now));
    Set<String> names = proxies.stream().map(Endpoint::toString).collect(Collectors.toSet());
    return state.proxiesNamed(names, now);
  }

  private void ask(Endpoint proxy, Instant askedAt) {
    String name = proxy.toString();
    inquiry = inquiry.asking(name, askedAt);
    var unused =
        fleet
            .evidence(proxy)
            .handle((report, failure) -> {
              events.accept(
                  new ControllerEvent.ProxySaw(
                      name,
                      askedAt,
                      Optional.ofNullable(report)
                          .map(said -> said.translated(askedAt, clock.get()))));
              return report;
            });
  }

  /** A question has ended. {@return the state with what was answered, if anything was} */
  ControllerState ended(ControllerState state, ControllerEvent.ProxySaw answer) {
    inquiry = inquiry.ended(answer.proxy(), answer.askedAt());
    return answer.evidence().map(said -> state.peerSaid(answer.proxy(), said)).orElse(state);
  }
}
