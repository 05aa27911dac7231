package io.redisfailover.operator.status;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.model.Epoch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the proxies route to the active server in the current epoch. Pure.
 *
 * @param replies what each proxy reported last, by its address
 * @param epoch the current epoch, if one is known
 */
record ProxyAgreement(Map<String, ProxyReply> replies, Optional<Epoch> epoch) {
  /** {@return that which the controller has seen, if there is one} */
  static ProxyAgreement of(Optional<ControllerStatus> controller) {
    return new ProxyAgreement(
        controller.map(ControllerStatus::proxies).orElse(Map.of()),
        controller.flatMap(ControllerStatus::epoch));
  }

  /** {@return the number of proxies that route to the active server in the current epoch} */
  int agreeing() {
    return (int)
        replies.values().stream()
            .filter(reply -> hasSpoken(reply) && disagreement("", reply).isEmpty())
            .count();
  }

  private static boolean hasSpoken(ProxyReply reply) {
    return reply instanceof ProxyReply.Accepted(Optional<ProxyReport> said) && said.isPresent();
  }

  /** {@return one sentence for each proxy that does not} */
  List<String> disagreements() {
    return replies.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> disagreement(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  /** {@return the sentence of proxies that all agree} */
  String sentence() {
    String route = epoch.map(it -> "to " + it.server()).orElse("to no server");
    return replies.size() == 1
        ? "The proxy routes " + route + "."
        : "All %d proxies route %s.".formatted(replies.size(), route);
  }

  private Optional<String> disagreement(String address, ProxyReply reply) {
    return switch (reply) {
      case ProxyReply.Accepted(Optional<ProxyReport> said) ->
          said.filter(
                  it -> !it.epoch().equals(epoch) || !it.routing().equals(epoch.map(Epoch::server)))
              .map(it ->
                  "Proxy %s %s (%s): %s"
                      .formatted(
                          address,
                          it.routing().map(to -> "routes to " + to).orElse("holds its clients"),
                          it.epoch()
                              .map(its -> "epoch " + its.number())
                              .orElse("no epoch is known"),
                          it.message()))
              .map(Sentence::of);
      case ProxyReply.Rejected(String why) ->
          Optional.of(Sentence.of("Proxy " + address + " rejected a call of the operator: " + why));
      case ProxyReply.Unknown(String why) ->
          Optional.of(Sentence.of("Proxy " + address + " did not report: " + why));
    };
  }
}
