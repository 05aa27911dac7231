package io.redisfailover.operator.status;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.Writable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Says what holds and why. Pure. */
final class Conditions {
  private static final String NO_LINE = "No server is active.";

  private static final String PAUSED =
      "spec.paused is true: nobody looks; the proxies go on failing over.";

  private final StatusInput input;

  Conditions(StatusInput input) {
    this.input = input;
  }

  /** {@return all of them, in the order in which a person reads them} */
  List<Condition> all() {
    return List.of(ready(), inSync(), proxiesAgree(), applied(), dataAtRisk(), progressing());
  }

  private Condition ready() {
    Optional<ControllerStatus> pair = input.pair();
    if (isPaused()) {
      return condition("Ready", ConditionStatus.UNKNOWN, "Paused", PAUSED);
    }
    if (pair.isEmpty()) {
      return condition(
          "Ready", ConditionStatus.FALSE, "Starting", "The servers are being started.");
    }
    if (pair.get().needsDecision().isPresent()) {
      return condition(
          "Ready", ConditionStatus.FALSE, "NeedsDecision", pair.get().needsDecision().get());
    }
    boolean served = pair.get().active().isPresent() && input.proxies().ready() > 0;
    if (served) {
      return condition("Ready", ConditionStatus.TRUE, "Served", pair.get().sentence());
    }
    return pair.get().active().isPresent()
        ? condition("Ready", ConditionStatus.FALSE, "NoProxy", "No proxy is ready.")
        : condition("Ready", ConditionStatus.FALSE, "NoActiveServer", pair.get().sentence());
  }

  private boolean isPaused() {
    return Boolean.TRUE.equals(input.resource().getSpec().paused());
  }

  private Condition inSync() {
    if (isPaused()) {
      return condition("InSync", ConditionStatus.UNKNOWN, "Paused", PAUSED);
    }
    boolean holds = input.pair().filter(ControllerStatus::inSync).isPresent();
    return holds
        ? condition(
            "InSync", ConditionStatus.TRUE, "InSync", "The standby could take over at once.")
        : condition(
            "InSync",
            ConditionStatus.FALSE,
            "NotInSync",
            input.pair().map(this::standbyInWords).orElse("There is no standby yet."));
  }

  private String standbyInWords(ControllerStatus pair) {
    Optional<Node> standby = pair.line().map(Line::node).map(Node::other);
    return standby
        .map(node -> node + " is " + pair.nodes().getOrDefault(node, "not seen yet") + ".")
        .orElse(NO_LINE);
  }

  /** {@return how many proxies route to the active server in its line} */
  int agreeing() {
    Optional<Line> line = input.pair().flatMap(ControllerStatus::line);
    return (int)
        replies().values().stream()
            .filter(reply -> hasSpoken(reply) && disagreement("", reply, line).isEmpty())
            .count();
  }

  private static boolean hasSpoken(ProxyReply reply) {
    return reply instanceof ProxyReply.Accepted(Optional<ProxyReport> said) && said.isPresent();
  }

  private Map<String, ProxyReply> replies() {
    return input.pair().map(ControllerStatus::proxies).orElse(Map.of());
  }

  private Condition proxiesAgree() {
    Optional<Line> line = input.pair().flatMap(ControllerStatus::line);
    List<String> sentences =
        replies().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(entry -> disagreement(entry.getKey(), entry.getValue(), line).stream())
            .toList();
    if (replies().isEmpty()) {
      return condition(
          "ProxiesAgree", ConditionStatus.UNKNOWN, "NoProxy", "No proxy could be asked yet.");
    }
    return sentences.isEmpty()
        ? condition(
            "ProxiesAgree", ConditionStatus.TRUE, "Agree", "All proxies are of one opinion.")
        : condition("ProxiesAgree", ConditionStatus.FALSE, "Disagree", String.join(" ", sentences));
  }

  private static Optional<String> disagreement(
      String address, ProxyReply reply, Optional<Line> line) {
    return switch (reply) {
      case ProxyReply.Accepted(Optional<ProxyReport> said) ->
          said.filter(it -> !it.epoch().equals(line) || it.routing().isEmpty())
              .map(it ->
                  "Proxy %s knows %s and routes to %s: %s."
                      .formatted(
                          address,
                          it.epoch().map(Line::toString).orElse("no line"),
                          it.routing().map(Node::toString).orElse("nobody"),
                          it.message()));
      case ProxyReply.Rejected(String sentence) ->
          Optional.of("Proxy " + address + " refused to answer: " + sentence + ".");
      case ProxyReply.Unknown(String sentence) ->
          Optional.of("Proxy " + address + ": " + sentence + ".");
    };
  }

  private Condition applied() {
    return input
        .applied()
        .map(it ->
            condition("ConfigurationApplied", ConditionStatus.FALSE, it.reason(), it.message()))
        .orElseGet(() ->
            condition(
                "ConfigurationApplied",
                ConditionStatus.TRUE,
                "Applied",
                "Everything is as the spec says."));
  }

  private Condition dataAtRisk() {
    if (input.resource().getSpec().backup().writable() == Writable.ALWAYS) {
      return condition(
          "DataAtRisk",
          ConditionStatus.TRUE,
          "WritableBackup",
          "backup.writable is Always: what is written to a standby is lost at its next"
              + " synchronisation. Write Promotion to make it refuse such writes.");
    }
    List<String> problems = input.pair().map(ControllerStatus::problems).orElse(List.of());
    return problems.isEmpty()
        ? condition("DataAtRisk", ConditionStatus.FALSE, "Safe", "Nothing is at risk.")
        : condition("DataAtRisk", ConditionStatus.TRUE, "Settings", String.join(" ", problems));
  }

  private Condition progressing() {
    Optional<String> change =
        input
            .progress()
            .or(() ->
                input
                    .pair()
                    .filter(it -> it.phase() != Phase.RUNNING && it.phase() != Phase.BLOCKED)
                    .map(ControllerStatus::sentence));
    return change
        .map(it -> condition("Progressing", ConditionStatus.TRUE, "Changing", it))
        .orElseGet(() ->
            condition("Progressing", ConditionStatus.FALSE, "Settled", "Nothing is under way."));
  }

  private Condition condition(String type, ConditionStatus status, String reason, String message) {
    String since =
        Optional.ofNullable(input.resource().getStatus())
            .map(RedisFailoverStatus::conditions)
            .stream()
            .flatMap(List::stream)
            .filter(old -> old.type().equals(type) && old.status() == status)
            .map(Condition::lastTransitionTime)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(() -> Times.text(input.now()));
    return new Condition(
        type, status, input.resource().getMetadata().getGeneration(), since, reason, message);
  }
}
