package io.redisfailover.operator.status;

import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.api.v1.Writable;
import io.redisfailover.operator.desired.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The conditions of a resource, each with its reason and one sentence. Pure. */
final class Conditions {
  private static final String PAUSED =
      "Paused by spec.paused: the operator changes nothing, and the proxies still fail over.";

  private static final String STARTING = "Waiting for both Redis servers to answer.";

  private final StatusInput input;

  Conditions(StatusInput input) {
    this.input = input;
  }

  /** {@return all conditions, the most important first} */
  List<Condition> all() {
    return List.of(ready(), inSync(), proxiesAgree(), applied(), dataAtRisk(), progressing());
  }

  private Condition ready() {
    Optional<ControllerStatus> controller = input.controller();
    if (isPaused()) {
      return condition("Ready", ConditionStatus.UNKNOWN, "Paused", PAUSED);
    }
    if (controller.isEmpty()) {
      return condition("Ready", ConditionStatus.FALSE, "Starting", STARTING);
    }
    if (controller.get().decisionRequired().isPresent()) {
      return condition(
          "Ready",
          ConditionStatus.FALSE,
          "DecisionRequired",
          decision(controller.get().decisionRequired().get()));
    }
    boolean served = controller.get().active().isPresent() && input.proxies().ready() > 0;
    if (served) {
      return condition(
          "Ready", ConditionStatus.TRUE, "ClientsServed", Sentence.of(controller.get().sentence()));
    }
    return controller.get().active().isPresent()
        ? condition("Ready", ConditionStatus.FALSE, "NoProxyReady", withoutProxy())
        : condition(
            "Ready",
            ConditionStatus.FALSE,
            "NoActiveServer",
            Sentence.of(
                controller.get().sentence() + "; clients are held until a server is active"));
  }

  /** The controller names a decision without saying how it is told: here by an annotation. */
  private static String decision(String required) {
    return Sentence.of(
        required.replace("keep-data-of", "the annotation " + Annotations.KEEP_DATA_OF));
  }

  private String withoutProxy() {
    return "No proxy is ready (0 of %d), so clients cannot connect; check the pods of Deployment %s."
        .formatted(input.proxies().desired(), Names.proxy(input.resource()));
  }

  private boolean isPaused() {
    return Boolean.TRUE.equals(input.resource().getSpec().paused());
  }

  private Condition inSync() {
    if (isPaused()) {
      return condition("InSync", ConditionStatus.UNKNOWN, "Paused", PAUSED);
    }
    return input
        .controller()
        .filter(ControllerStatus::inSync)
        .flatMap(ControllerStatus::epoch)
        .map(epoch ->
            condition(
                "InSync",
                ConditionStatus.TRUE,
                "InSync",
                epoch.server().other() + " is in sync and can take over."))
        .orElseGet(() ->
            condition(
                "InSync",
                ConditionStatus.FALSE,
                "NotInSync",
                input.controller().map(StandbySentence::of).orElse(STARTING)));
  }

  /** {@return the number of proxies that route to the active server in the current epoch} */
  int agreeing() {
    Optional<Epoch> epoch = input.controller().flatMap(ControllerStatus::epoch);
    return (int)
        replies().values().stream()
            .filter(reply -> hasSpoken(reply) && disagreement("", reply, epoch).isEmpty())
            .count();
  }

  private static boolean hasSpoken(ProxyReply reply) {
    return reply instanceof ProxyReply.Accepted(Optional<ProxyReport> said) && said.isPresent();
  }

  private Map<String, ProxyReply> replies() {
    return input.controller().map(ControllerStatus::proxies).orElse(Map.of());
  }

  private Condition proxiesAgree() {
    Optional<Epoch> epoch = input.controller().flatMap(ControllerStatus::epoch);
    List<String> sentences =
        replies().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(entry -> disagreement(entry.getKey(), entry.getValue(), epoch).stream())
            .toList();
    if (replies().isEmpty()) {
      return condition(
          "ProxiesAgree",
          ConditionStatus.UNKNOWN,
          "NoProxyReady",
          "Waiting for a proxy to report its route.");
    }
    return sentences.isEmpty()
        ? condition("ProxiesAgree", ConditionStatus.TRUE, "Agree", agreement(epoch))
        : condition("ProxiesAgree", ConditionStatus.FALSE, "Disagree", String.join(" ", sentences));
  }

  private String agreement(Optional<Epoch> epoch) {
    int proxies = replies().size();
    String route = epoch.map(it -> "to " + it.server()).orElse("to no server");
    return proxies == 1
        ? "The proxy routes " + route + "."
        : "All %d proxies route %s.".formatted(proxies, route);
  }

  private static Optional<String> disagreement(
      String address, ProxyReply reply, Optional<Epoch> epoch) {
    return switch (reply) {
      case ProxyReply.Accepted(Optional<ProxyReport> said) ->
          said.filter(it -> !it.epoch().equals(epoch) || it.routing().isEmpty())
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

  private Condition applied() {
    return input
        .applied()
        .map(it ->
            condition("ConfigurationApplied", ConditionStatus.FALSE, it.reason(), it.message()))
        .orElseGet(() ->
            condition(
                "ConfigurationApplied", ConditionStatus.TRUE, "Applied", "The spec is in effect."));
  }

  private Condition dataAtRisk() {
    if (input.resource().getSpec().backup().writable() == Writable.ALWAYS) {
      return condition(
          "DataAtRisk",
          ConditionStatus.TRUE,
          "WritableBackup",
          "Writes sent directly to the standby are lost at its next sync; set"
              + " spec.backup.writable to WhenPromoted.");
    }
    List<String> problems =
        input.controller().map(ControllerStatus::problems).orElse(List.of()).stream()
            .map(Sentence::of)
            .toList();
    return problems.isEmpty()
        ? condition(
            "DataAtRisk",
            ConditionStatus.FALSE,
            "NoKnownRisk",
            "No known setting puts data at risk.")
        : condition(
            "DataAtRisk", ConditionStatus.TRUE, "ProblemsFound", String.join(" ", problems));
  }

  private Condition progressing() {
    Optional<String> change =
        input
            .progress()
            .or(() ->
                input
                    .controller()
                    .filter(it -> it.phase() != Phase.RUNNING && it.phase() != Phase.BLOCKED)
                    .map(ControllerStatus::sentence)
                    .map(Sentence::of));
    return change
        .map(it -> condition("Progressing", ConditionStatus.TRUE, "InProgress", it))
        .orElseGet(() ->
            condition("Progressing", ConditionStatus.FALSE, "Idle", "No change in progress."));
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
