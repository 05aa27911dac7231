package io.redisfailover.operator.status;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.api.v1.RedisFailoverStatus;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.status.DataRisks.DataRisk;
import io.redisfailover.operator.status.StatusInput.Obstacle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conditions of a resource, each with its reason and one sentence. Pure. */
final class Conditions {
  private static final String PAUSED =
      "Paused by spec.paused: the operator changes nothing, and the proxies still fail over.";

  /** Source: a standby takes over within a second, and alerts begin after 30 s. */
  static final Duration LONGEST_HANDOVER = Duration.ofSeconds(10);

  private static final String STARTING = "Waiting for both Redis servers to answer.";

  private final StatusInput input;

  Conditions(StatusInput input) {
    this.input = input;
  }

  /**
   * {@return all conditions, the most important first, and at the end what tools go by that know
   * kstatus: they stand there only while they are true}
   */
  List<Condition> all() {
    List<Condition> conditions =
        new ArrayList<>(
            List.of(ready(), inSync(), proxiesAgree(), applied(), dataAtRisk(), progressing()));
    Optional<Obstacle> stalled = input.applied().filter(it -> !it.reason().isTriedAgain());
    stalled.ifPresent(it ->
        conditions.add(condition("Stalled", ConditionStatus.TRUE, it.reason(), it.message())));
    moving()
        .ifPresent(why ->
            conditions.add(
                condition("Reconciling", ConditionStatus.TRUE, ConditionReason.IN_PROGRESS, why)));
    return List.copyOf(conditions);
  }

  /** Something changes, or is tried again. */
  private Optional<String> moving() {
    return input
        .applied()
        .filter(it -> it.reason().isTriedAgain())
        .map(Obstacle::message)
        .or(this::change);
  }

  private Condition ready() {
    Optional<ControllerStatus> controller = input.controller();
    if (isPaused()) {
      return paused("Ready");
    }
    Optional<Obstacle> rejection = input.applied().filter(it -> it.reason().isRejection());
    if (controller.isEmpty()) {
      return rejection
          .map(it -> condition("Ready", ConditionStatus.FALSE, it.reason(), it.message()))
          .orElseGet(
              () -> condition("Ready", ConditionStatus.FALSE, ConditionReason.STARTING, STARTING));
    }
    if (controller.get().decisionRequired().isPresent()) {
      return condition(
          "Ready",
          ConditionStatus.FALSE,
          ConditionReason.DECISION_REQUIRED,
          decision(controller.get().decisionRequired().get()));
    }
    boolean served = controller.get().active().isPresent() && input.proxies().ready() > 0;
    if (served && rejection.isPresent()) {
      return condition(
          "Ready",
          ConditionStatus.FALSE,
          rejection.get().reason(),
          "A server is active, but not all of the spec is in effect: " + rejection.get().message());
    }
    if (served) {
      return condition(
          "Ready",
          ConditionStatus.TRUE,
          ConditionReason.CLIENTS_SERVED,
          Sentence.of(controller.get().sentence()));
    }
    return controller.get().active().isPresent()
        ? condition("Ready", ConditionStatus.FALSE, ConditionReason.NO_PROXY_READY, withoutProxy())
        : condition(
            "Ready",
            ConditionStatus.FALSE,
            isHandingOver(controller.get())
                ? ConditionReason.HANDING_OVER
                : ConditionReason.NO_ACTIVE_SERVER,
            Sentence.of(
                controller.get().sentence() + "; clients are held until a server is active"));
  }

  /** A handover that does not end is a failure like any other. */
  private boolean isHandingOver(ControllerStatus controller) {
    return controller.cause().equals(Optional.of(Cause.HANDOVER))
        && controller
            .seen()
            .flatMap(ObserverMemory::failedSince)
            .filter(since -> input.now().isAfter(since.plus(LONGEST_HANDOVER)))
            .isEmpty();
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
    return StatusBuilder.isPaused(input.resource());
  }

  /** Nobody looks, so what was known says nothing of now. */
  private Condition paused(String type) {
    return condition(type, ConditionStatus.UNKNOWN, ConditionReason.PAUSED, PAUSED);
  }

  private Condition inSync() {
    if (isPaused()) {
      return paused("InSync");
    }
    return input
        .controller()
        .filter(ControllerStatus::inSync)
        .flatMap(ControllerStatus::epoch)
        .map(epoch ->
            condition(
                "InSync",
                ConditionStatus.TRUE,
                ConditionReason.IN_SYNC,
                epoch.server().other() + " is in sync and can take over."))
        .orElseGet(() ->
            condition(
                "InSync",
                ConditionStatus.FALSE,
                ConditionReason.NOT_IN_SYNC,
                input.controller().map(StandbySentence::of).orElse(STARTING)));
  }

  private Condition proxiesAgree() {
    if (isPaused()) {
      return paused("ProxiesAgree");
    }
    ProxyAgreement proxies = ProxyAgreement.of(input.controller());
    if (proxies.replies().isEmpty()) {
      return condition(
          "ProxiesAgree",
          ConditionStatus.UNKNOWN,
          ConditionReason.NO_PROXY_READY,
          "Waiting for a proxy to report its route.");
    }
    List<String> disagreements = proxies.disagreements();
    return disagreements.isEmpty()
        ? condition("ProxiesAgree", ConditionStatus.TRUE, ConditionReason.AGREE, proxies.sentence())
        : condition(
            "ProxiesAgree",
            ConditionStatus.FALSE,
            ConditionReason.DISAGREE,
            String.join(" ", disagreements));
  }

  private Condition applied() {
    if (isPaused()) {
      return paused("ConfigurationApplied");
    }
    return input
        .applied()
        .map(it ->
            condition("ConfigurationApplied", ConditionStatus.FALSE, it.reason(), it.message()))
        .orElseGet(() ->
            condition(
                "ConfigurationApplied",
                ConditionStatus.TRUE,
                ConditionReason.APPLIED,
                input
                    .progress()
                    .map(unused -> "The spec is accepted; Progressing says what is under way.")
                    .orElse("The spec is in effect.")));
  }

  private Condition dataAtRisk() {
    Optional<Condition> known = before("DataAtRisk").filter(unused -> isPaused());
    if (known.isPresent()) {
      return ofThisGeneration(known.get());
    }
    List<DataRisk> risks = DataRisks.of(input);
    return risks.isEmpty()
        ? condition(
            "DataAtRisk",
            ConditionStatus.FALSE,
            ConditionReason.NO_KNOWN_RISK,
            "Nothing is known that puts data at risk.")
        : condition(
            "DataAtRisk",
            ConditionStatus.TRUE,
            risks.getFirst().reason(),
            risks.stream().map(DataRisk::sentence).collect(Collectors.joining(" ")));
  }

  private Condition ofThisGeneration(Condition known) {
    return new Condition(
        known.type(),
        known.status(),
        input.resource().getMetadata().getGeneration(),
        known.lastTransitionTime(),
        known.reason(),
        known.message());
  }

  private Optional<String> change() {
    return input
        .progress()
        .or(() ->
            input
                .controller()
                .filter(Conditions::isChanging)
                .map(ControllerStatus::sentence)
                .map(Sentence::of));
  }

  private Condition progressing() {
    return change()
        .map(it -> condition("Progressing", ConditionStatus.TRUE, ConditionReason.IN_PROGRESS, it))
        .orElseGet(() ->
            condition(
                "Progressing",
                ConditionStatus.FALSE,
                ConditionReason.IDLE,
                "No change in progress."));
  }

  /** A standby that is merely away changes nothing: it may be away for long. */
  private static boolean isChanging(ControllerStatus controller) {
    return switch (controller.phase()) {
      case PENDING, FAILING_OVER, SWITCHING_OVER -> true;
      case DEGRADED -> isCatchingUp(controller);
      case RUNNING, BLOCKED -> false;
    };
  }

  private static boolean isCatchingUp(ControllerStatus controller) {
    Optional<Server> standby = controller.epoch().map(epoch -> epoch.server().other());
    return standby
        .flatMap(server -> controller.seen().flatMap(seen -> seen.of(server).state()))
        .filter(state -> state.isSyncing() || state.isLinkedToPeer())
        .isPresent();
  }

  private Condition condition(
      String type, ConditionStatus status, ConditionReason reason, String message) {
    return condition(type, status, reason.word(), message);
  }

  private Condition condition(String type, ConditionStatus status, String reason, String message) {
    String since =
        before(type)
            .filter(old -> old.status() == status)
            .map(Condition::lastTransitionTime)
            .filter(Objects::nonNull)
            .orElseGet(() -> Times.text(input.now()));
    return new Condition(
        type, status, input.resource().getMetadata().getGeneration(), since, reason, message);
  }

  private Optional<Condition> before(String type) {
    return Optional.ofNullable(input.resource().getStatus())
        .map(RedisFailoverStatus::conditions)
        .stream()
        .flatMap(List::stream)
        .filter(old -> old.type().equals(type))
        .findFirst();
  }
}
