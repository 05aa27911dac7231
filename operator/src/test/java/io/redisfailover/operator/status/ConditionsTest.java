package io.redisfailover.operator.status;

import static io.redisfailover.operator.status.Given.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.status.StatusInput.Obstacle;
import io.redisfailover.operator.status.StatusInput.PodFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds and why. */
class ConditionsTest {
  private static final ControllerStatus RUNNING =
      Given.controller(Phase.RUNNING, true, Given.active(), Given.linked(Given.OFFSET_BYTES));
  private static final ControllerStatus LEADERLESS =
      Given.controller(
          Phase.FAILING_OVER, false, new ProbeAnswer.Refused(), Given.linked(Given.OFFSET_BYTES));
  private static final StatusInput NOBODY = Given.input(Samples.withSpec("{}"), Optional.empty());

  @Test
  void comeInTheOrderInWhichAPersonReadsThem() {
    assertThat(new Conditions(Given.running()).all())
        .extracting(Condition::type)
        .containsExactly(
            "Ready", "InSync", "ProxiesAgree", "ConfigurationApplied", "DataAtRisk", "Progressing");
  }

  @Test
  void isReadyWhenAnActiveServerAndAProxyServeClients() {
    is(Given.running(), "Ready", ConditionStatus.TRUE, "ClientsServed", "The sentence.");
  }

  @Test
  void isNotReadyBeforeAControllerRuns() {
    is(
        NOBODY,
        "Ready",
        ConditionStatus.FALSE,
        "Starting",
        "Waiting for both Redis servers to answer.");
  }

  @Test
  void isNotReadyWithoutAProxy() {
    StatusInput input = Given.withProxies(Given.running(), 0);
    is(
        input,
        "Ready",
        ConditionStatus.FALSE,
        "NoProxyReady",
        "No proxy is ready (0 of 2), so clients cannot connect; check the pods of Deployment"
            + " cache-proxy.");
  }

  @Test
  void isNotReadyWithoutAnActiveServer() {
    is(
        Given.with(LEADERLESS),
        "Ready",
        ConditionStatus.FALSE,
        "NoActiveServer",
        "The sentence; clients are held until a server is active.");
  }

  @Test
  void saysThatAServerHandsOverWhichIsNoFailure() {
    is(
        Given.with(Given.withCause(LEADERLESS, Cause.HANDOVER)),
        "Ready",
        ConditionStatus.FALSE,
        "HandingOver",
        "The sentence; clients are held until a server is active.");
    is(
        Given.with(Given.withCause(LEADERLESS, Cause.REFUSED)),
        "Ready",
        ConditionStatus.FALSE,
        "NoActiveServer",
        "The sentence; clients are held until a server is active.");
  }

  @Test
  void saysThatAHandoverHasFailedThatDoesNotEnd() {
    StatusInput input = Given.with(Given.withCause(LEADERLESS, Cause.HANDOVER));
    Instant since =
        input.controller().orElseThrow().seen().orElseThrow().failedSince().orElseThrow();
    Instant last = since.plus(Conditions.LONGEST_HANDOVER);
    assertThat(Given.condition(Given.at(input, last), "Ready").reason()).isEqualTo("HandingOver");
    assertThat(Given.condition(Given.at(input, last.plusMillis(1)), "Ready").reason())
        .isEqualTo("NoActiveServer");
  }

  @Test
  void isNotReadyWhileAQuestionIsOpen() {
    StatusInput asked = Given.with(Given.withQuestion(RUNNING, "Both servers accepted writes."));
    is(asked, "Ready", ConditionStatus.FALSE, "DecisionRequired", "Both servers accepted writes.");
  }

  @Test
  void namesTheAnnotationThatTellsADecision() {
    StatusInput asked =
        Given.with(
            Given.withQuestion(
                RUNNING, "Backup may hold newer writes; set keep-data-of=Master to continue"));
    is(
        asked,
        "Ready",
        ConditionStatus.FALSE,
        "DecisionRequired",
        "Backup may hold newer writes; set the annotation redisfailover.io/keep-data-of=Master to"
            + " continue.");
  }

  @Test
  void isInSyncWhenTheControllerSaysSo() {
    is(
        Given.running(),
        "InSync",
        ConditionStatus.TRUE,
        "InSync",
        "Backup is in sync and can take over.");
  }

  @Test
  void saysWhyTheStandbyIsNotInSync() {
    ControllerStatus down =
        Given.controller(Phase.DEGRADED, false, Given.active(), new ProbeAnswer.Refused());
    is(
        Given.with(down),
        "InSync",
        ConditionStatus.FALSE,
        "NotInSync",
        "Backup cannot take over because it is unreachable (connection refused).");
    is(
        NOBODY,
        "InSync",
        ConditionStatus.FALSE,
        "NotInSync",
        "Waiting for both Redis servers to answer.");
  }

  @ParameterizedTest
  @MethodSource("standbys")
  void saysOfEachStateOfTheStandbyWhyItCannotTakeOver(ProbeAnswer standby, String why) {
    ControllerStatus without = Given.controller(Phase.DEGRADED, false, Given.active(), standby);
    is(
        Given.with(without),
        "InSync",
        ConditionStatus.FALSE,
        "NotInSync",
        "Backup cannot take over because " + why + ".");
  }

  static Stream<Arguments> standbys() {
    return Stream.of(
        arguments(Given.linked(Given.OFFSET_BYTES), "it has not caught up with Master yet"),
        arguments(
            Given.replica(LinkTarget.PEER, false, false, 0),
            "it lost its replication link to Master"),
        arguments(
            Given.replica(LinkTarget.PEER, false, true, 0),
            "it is copying the full data set from Master"),
        arguments(
            Given.replica(LinkTarget.PARKING, false, false, 0),
            "it is parked and does not replicate from Master yet"),
        arguments(
            Given.replica(LinkTarget.FOREIGN, true, false, 0),
            "it replicates from a foreign server"),
        arguments(Given.master(Markers.NONE), "it is a primary and does not replicate from Master"),
        arguments(
            new ProbeAnswer.Errored(ErrorReply.parse("LOADING the dataset"), Optional.empty()),
            "it answers LOADING the dataset"),
        arguments(new ProbeAnswer.Closed(true), "it is unreachable (closes every connection)"),
        arguments(
            new ProbeAnswer.Silent("no answer in time"), "it is unreachable (no answer in time)"),
        arguments(new ProbeAnswer.Garbled("nonsense"), "it is unreachable (nonsense)"));
  }

  @Test
  void saysWhatTheStandbyIsWhileNoServerIsActive() {
    is(
        Given.with(without(Given.replica(LinkTarget.PEER, false, false, 0))),
        "InSync",
        ConditionStatus.FALSE,
        "NotInSync",
        "Master is not active, and Backup lost its replication link.");
    is(
        Given.with(without(Given.linked(Given.OFFSET_BYTES))),
        "InSync",
        ConditionStatus.FALSE,
        "NotInSync",
        "Backup is connected to Master, which is not active.");
  }

  private static ControllerStatus without(ProbeAnswer standby) {
    return Given.controller(Phase.FAILING_OVER, false, new ProbeAnswer.Refused(), standby);
  }

  @Test
  void agreesWhenEveryProxyRoutesToTheActiveServerInItsEpoch() {
    is(
        Given.running(),
        "ProxiesAgree",
        ConditionStatus.TRUE,
        "Agree",
        "The proxy routes to Master.");
    assertThat(ProxyAgreement.of(Given.running().controller()).agreeing()).isEqualTo(1);
  }

  @Test
  void doesNotKnowWhetherProxiesAgreeBeforeOneWasAsked() {
    StatusInput unasked = Given.with(Given.withReplies(RUNNING, Map.of()));
    is(
        unasked,
        "ProxiesAgree",
        ConditionStatus.UNKNOWN,
        "NoProxyReady",
        "Waiting for a proxy to report its route.");
  }

  @Test
  void namesEveryProxyThatDisagrees() {
    Optional<Epoch> old = Optional.of(new Epoch(4, Server.BACKUP, "d".repeat(40)));
    Map<String, ProxyReply> replies =
        Map.of(
            "10.0.0.5:8182", Given.says(Optional.of(Given.EPOCH), Optional.of(Server.MASTER)),
            "10.0.0.6:8182", Given.says(old, Optional.of(Server.BACKUP)),
            "10.0.0.7:8182", Given.says(Optional.of(Given.EPOCH), Optional.empty()),
            "10.0.0.8:8182", new ProxyReply.Rejected("wrong token"),
            "10.0.0.9:8182", new ProxyReply.Unknown("no answer in 1 s"));
    disagree(
        replies,
        "Proxy 10.0.0.6:8182 routes to Backup (epoch 4): the proxy's words."
            + " Proxy 10.0.0.7:8182 holds its clients (epoch 7): the proxy's words."
            + " Proxy 10.0.0.8:8182 rejected a call of the operator: wrong token."
            + " Proxy 10.0.0.9:8182 did not report: no answer in 1 s.",
        1);
  }

  /** A proxy tells the newest epoch that it knows, and may still route by the one before. */
  @Test
  void aProxyThatKnowsTheEpochAndRoutesToTheFormerServerDisagrees() {
    Map<String, ProxyReply> replies =
        Map.of("10.0.0.5:8182", Given.says(Optional.of(Given.EPOCH), Optional.of(Server.BACKUP)));
    disagree(replies, "Proxy 10.0.0.5:8182 routes to Backup (epoch 7): the proxy's words.", 0);
  }

  private static void disagree(Map<String, ProxyReply> replies, String message, int agreeing) {
    StatusInput input = Given.with(Given.withReplies(RUNNING, replies));
    is(input, "ProxiesAgree", ConditionStatus.FALSE, "Disagree", message);
    assertThat(ProxyAgreement.of(input.controller()).agreeing()).isEqualTo(agreeing);
  }

  @Test
  void isAppliedUnlessSomethingStandsAgainstIt() {
    is(
        Given.running(),
        "ConfigurationApplied",
        ConditionStatus.TRUE,
        "Applied",
        "The spec is in effect.");
    StatusInput rejected =
        Given.withWork(
            Given.running(),
            Optional.of(new Obstacle(ConditionReason.INVALID_SPEC, "Write something else.")),
            Optional.empty());
    is(
        rejected,
        "ConfigurationApplied",
        ConditionStatus.FALSE,
        "InvalidSpec",
        "Write something else.");
  }

  @ParameterizedTest
  @EnumSource(
      value = ConditionReason.class,
      names = {"INVALID_SPEC", "REJECTED_BY_REDIS"})
  void isNotReadyWhileTheSpecMustBeCorrected(ConditionReason reason) {
    Optional<Obstacle> obstacle = Optional.of(new Obstacle(reason, "Write something else."));
    is(
        Given.withWork(Given.running(), obstacle, Optional.empty()),
        "Ready",
        ConditionStatus.FALSE,
        reason.word(),
        "A server is active, but not all of the spec is in effect: Write something else.");
    is(
        Given.withWork(NOBODY, obstacle, Optional.empty()),
        "Ready",
        ConditionStatus.FALSE,
        reason.word(),
        "Write something else.");
    is(
        Given.withWork(Given.with(LEADERLESS), obstacle, Optional.empty()),
        "Ready",
        ConditionStatus.FALSE,
        "NoActiveServer",
        "The sentence; clients are held until a server is active.");
  }

  @Test
  void staysReadyWhileKubernetesOrARolloutStandsInTheWay() {
    Optional<Obstacle> obstacle =
        Optional.of(new Obstacle(ConditionReason.APPLY_FAILED, "The quota is used up."));
    StatusInput refused = Given.withWork(Given.running(), obstacle, Optional.empty());
    assertThat(condition(refused, "Ready").status()).isEqualTo(ConditionStatus.TRUE);
  }

  @Test
  void tellsToolsThatKnowKstatusWhatStandsStillAndWhatMoves() {
    assertThat(new Conditions(Given.running()).all())
        .extracting(Condition::type)
        .doesNotContain("Stalled", "Reconciling");
    StatusInput both =
        Given.withWork(
            Given.running(),
            Optional.of(new Obstacle(ConditionReason.NAME_TAKEN, "Service web is not ours.")),
            Optional.of("Backup restarts."));
    is(both, "Stalled", ConditionStatus.TRUE, "NameTaken", "Service web is not ours.");
    is(both, "Reconciling", ConditionStatus.TRUE, "InProgress", "Backup restarts.");
    StatusInput refused =
        Given.withWork(
            Given.running(),
            Optional.of(new Obstacle(ConditionReason.APPLY_FAILED, "The quota is used up.")),
            Optional.empty());
    is(refused, "Reconciling", ConditionStatus.TRUE, "InProgress", "The quota is used up.");
    assertThat(new Conditions(refused).all()).extracting(Condition::type).doesNotContain("Stalled");
  }

  @Test
  void seesNoRiskWhereThereIsNone() {
    is(
        Given.running(),
        "DataAtRisk",
        ConditionStatus.FALSE,
        "NoKnownRisk",
        "Nothing is known that puts data at risk.");
  }

  @Test
  void seesARiskInDataThatNoVolumeKeeps() {
    is(
        Given.input(Samples.withSpec("{}"), Optional.of(RUNNING)),
        "DataAtRisk",
        ConditionStatus.TRUE,
        "NotPersisted",
        "No volume keeps the data, so it is lost when both pods are lost at once; set"
            + " spec.redis.storage.");
    for (String kind :
        List.of(
            "persistence: None",
            "persistence: RDB, config: {save: '\"\"'}",
            "persistence: RDB, config: {Save: ''}")) {
      is(
          Given.input(
              Samples.withSpec("redis: {storage: {size: 1Gi}, " + kind + "}"),
              Optional.of(RUNNING)),
          "DataAtRisk",
          ConditionStatus.TRUE,
          "NotPersisted",
          "Nothing is written to the volumes, so the data is lost when both servers are down at"
              + " once; set spec.redis.persistence to AOF, or to RDB with times in"
              + " spec.redis.config.save.");
    }
    for (String kind : List.of("persistence: RDB", "persistence: AOF")) {
      StatusInput kept =
          Given.input(
              Samples.withSpec("redis: {storage: {size: 1Gi}, " + kind + "}"),
              Optional.of(RUNNING));
      assertThat(condition(kept, "DataAtRisk").status()).as(kind).isEqualTo(ConditionStatus.FALSE);
    }
  }

  @Test
  void seesARiskInOneNodeForBothServers() {
    Map<Server, PodFacts> pods =
        Map.of(
            Server.MASTER, Given.pod("cache-master-0", "10.0.0.1", "node-1"),
            Server.BACKUP, Given.pod("cache-backup-0", "10.0.0.2", "node-1"));
    is(
        Given.withPods(Given.running(), pods),
        "DataAtRisk",
        ConditionStatus.TRUE,
        "OneNode",
        "Both servers run on node node-1, so both are lost when it fails; make room on another"
            + " node, then delete the pod of the standby.");
  }

  @Test
  void seesARiskInABackupThatTakesWrites() {
    StatusInput writable =
        Given.input(
            Samples.withSpec(Given.STORED + "\nbackup: {writable: Always}"), Optional.of(RUNNING));
    Condition risk = condition(writable, "DataAtRisk");
    assertThat(risk.status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(risk.reason()).isEqualTo("WritableBackup");
    assertThat(risk.message())
        .isEqualTo(
            "Writes sent directly to the standby are lost at its next sync; set"
                + " spec.backup.writable to WhenPromoted.");
  }

  @Test
  void seesARiskInEveryProblemOfTheController() {
    StatusInput problems = Given.with(Given.withProblems(RUNNING, "This is wrong.", "That too."));
    is(problems, "DataAtRisk", ConditionStatus.TRUE, "ProblemsFound", "This is wrong. That too.");
  }

  @Test
  void isSettledWhileNothingIsUnderWay() {
    is(Given.running(), "Progressing", ConditionStatus.FALSE, "Idle", "No change in progress.");
  }

  @Test
  void isChangingWhileServersAreRolledOrTheActiveOneChanges() {
    StatusInput rolling =
        Given.withWork(Given.running(), Optional.empty(), Optional.of("Backup restarts."));
    is(rolling, "Progressing", ConditionStatus.TRUE, "InProgress", "Backup restarts.");
    is(Given.with(LEADERLESS), "Progressing", ConditionStatus.TRUE, "InProgress", "The sentence.");
  }

  @Test
  void isChangingWhileTheStandbyCopiesAndNotWhileItIsAway() {
    ControllerStatus copying =
        Given.controller(Phase.DEGRADED, false, Given.active(), Given.linked(0));
    is(Given.with(copying), "Progressing", ConditionStatus.TRUE, "InProgress", "The sentence.");
    ControllerStatus away =
        Given.controller(Phase.DEGRADED, false, Given.active(), new ProbeAnswer.Refused());
    is(Given.with(away), "Progressing", ConditionStatus.FALSE, "Idle", "No change in progress.");
  }

  @Test
  void isNotChangingWhileItWaitsForAPerson() {
    StatusInput asked = Given.with(Given.withQuestion(RUNNING, "Both servers accepted writes."));
    assertThat(condition(asked, "Progressing").status()).isEqualTo(ConditionStatus.FALSE);
  }

  @Test
  void keepsTheTimeOfEveryConditionThatStays() {
    StatusInput input = Given.running();
    StatusInput later =
        Given.anHourAfter(StatusBuilder.of(input, Given.CLIENTS), Given.withProxies(input, 0));
    assertThat(condition(later, "InSync").lastTransitionTime()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(condition(later, "Ready").lastTransitionTime()).isEqualTo("2026-01-31T13:00:00Z");
  }

  @Test
  void keepsTheTimeWhenOnlyTheReasonChanges() {
    StatusInput without = Given.withProxies(Given.running(), 0);
    StatusInput later =
        Given.anHourAfter(StatusBuilder.of(without, Given.CLIENTS), Given.with(LEADERLESS));
    Condition ready = condition(later, "Ready");
    assertThat(ready.reason()).isEqualTo("NoActiveServer");
    assertThat(ready.lastTransitionTime()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void belongsToTheGenerationThatWasRead() {
    StatusInput input = Given.running();
    input.resource().getMetadata().setGeneration(4L);
    assertThat(new Conditions(input).all())
        .extracting(Condition::observedGeneration)
        .containsOnly(4L);
  }

  private static void is(
      StatusInput input, String type, ConditionStatus status, String reason, String message) {
    Condition condition = condition(input, type);
    assertThat(condition.status()).isEqualTo(status);
    assertThat(condition.reason()).isEqualTo(reason);
    assertThat(condition.message()).isEqualTo(message);
  }
}
