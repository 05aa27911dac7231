package io.redisfailover.operator.status;

import static io.redisfailover.operator.status.Given.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.ConditionStatus;
import io.redisfailover.operator.status.StatusInput.Obstacle;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds and why. */
class ConditionsTest {
  private static final ControllerStatus RUNNING =
      Given.pair(Phase.RUNNING, true, Given.active(), Given.linked(Given.OFFSET_BYTES));
  private static final ControllerStatus LEADERLESS =
      Given.pair(Phase.FAILING_OVER, false, new Answer.Refused(), Given.linked(Given.OFFSET_BYTES));
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
    is(Given.running(), "Ready", ConditionStatus.TRUE, "Served", "the sentence");
  }

  @Test
  void isNotReadyBeforeAControllerRuns() {
    is(NOBODY, "Ready", ConditionStatus.FALSE, "Starting", "The servers are being started.");
  }

  @Test
  void isNotReadyWithoutAProxy() {
    StatusInput input = Given.withProxies(Given.running(), 0);
    is(input, "Ready", ConditionStatus.FALSE, "NoProxy", "No proxy is ready.");
  }

  @Test
  void isNotReadyWithoutAnActiveServer() {
    is(Given.with(LEADERLESS), "Ready", ConditionStatus.FALSE, "NoActiveServer", "the sentence");
  }

  @Test
  void isNotReadyWhileAQuestionIsOpen() {
    StatusInput asked = Given.with(Given.withQuestion(RUNNING, "Which data go on?"));
    is(asked, "Ready", ConditionStatus.FALSE, "NeedsDecision", "Which data go on?");
  }

  @Test
  void isInSyncWhenTheControllerSaysSo() {
    is(
        Given.running(),
        "InSync",
        ConditionStatus.TRUE,
        "InSync",
        "The standby could take over at once.");
  }

  @Test
  void isNotInSyncInTheWordsOfTheStandby() {
    ControllerStatus down = Given.pair(Phase.DEGRADED, false, Given.active(), new Answer.Refused());
    is(
        Given.with(down),
        "InSync",
        ConditionStatus.FALSE,
        "NotInSync",
        "Backup is connection refused.");
    is(NOBODY, "InSync", ConditionStatus.FALSE, "NotInSync", "There is no standby yet.");
  }

  @Test
  void agreesWhenEveryProxyRoutesToTheActiveServerInItsLine() {
    is(
        Given.running(),
        "ProxiesAgree",
        ConditionStatus.TRUE,
        "Agree",
        "All proxies are of one opinion.");
    assertThat(new Conditions(Given.running()).agreeing()).isEqualTo(1);
  }

  @Test
  void doesNotKnowWhetherProxiesAgreeBeforeOneWasAsked() {
    StatusInput unasked = Given.with(Given.withReplies(RUNNING, Map.of()));
    is(unasked, "ProxiesAgree", ConditionStatus.UNKNOWN, "NoProxy", "No proxy could be asked yet.");
  }

  @Test
  void namesEveryProxyThatDisagrees() {
    Optional<Line> old = Optional.of(new Line(4, Node.BACKUP, "d".repeat(40)));
    Map<String, ProxyReply> replies =
        Map.of(
            "10.0.0.5:8182", Given.says(Optional.of(Given.LINE), Optional.of(Node.MASTER)),
            "10.0.0.6:8182", Given.says(old, Optional.of(Node.BACKUP)),
            "10.0.0.7:8182", Given.says(Optional.of(Given.LINE), Optional.empty()),
            "10.0.0.8:8182", new ProxyReply.Rejected("wrong token"),
            "10.0.0.9:8182", new ProxyReply.Unknown("no answer in 1 s"));
    StatusInput input = Given.with(Given.withReplies(RUNNING, replies));
    is(
        input,
        "ProxiesAgree",
        ConditionStatus.FALSE,
        "Disagree",
        "Proxy 10.0.0.6:8182 knows line 4 (Backup) and routes to Backup: the proxy's words."
            + " Proxy 10.0.0.7:8182 knows line 7 (Master) and routes to nobody: the proxy's words."
            + " Proxy 10.0.0.8:8182 refused to answer: wrong token."
            + " Proxy 10.0.0.9:8182: no answer in 1 s.");
    assertThat(new Conditions(input).agreeing()).isEqualTo(1);
  }

  @Test
  void isAppliedUnlessSomethingStandsAgainstIt() {
    is(
        Given.running(),
        "ConfigurationApplied",
        ConditionStatus.TRUE,
        "Applied",
        "Everything is as the spec says.");
    StatusInput rejected =
        Given.withWork(
            Given.running(),
            Optional.of(new Obstacle("Rejected", "Write something else.")),
            Optional.empty());
    is(
        rejected,
        "ConfigurationApplied",
        ConditionStatus.FALSE,
        "Rejected",
        "Write something else.");
  }

  @Test
  void seesNoRiskWhereThereIsNone() {
    is(Given.running(), "DataAtRisk", ConditionStatus.FALSE, "Safe", "Nothing is at risk.");
  }

  @Test
  void seesARiskInABackupThatTakesWrites() {
    StatusInput writable =
        Given.input(Samples.withSpec("backup: {writable: Always}"), Optional.of(RUNNING));
    Condition risk = condition(writable, "DataAtRisk");
    assertThat(risk.status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(risk.reason()).isEqualTo("WritableBackup");
    assertThat(risk.message()).contains("backup.writable is Always", "Write Promotion");
  }

  @Test
  void seesARiskInEveryProblemOfTheController() {
    StatusInput problems = Given.with(Given.withProblems(RUNNING, "This is wrong.", "That too."));
    is(problems, "DataAtRisk", ConditionStatus.TRUE, "Settings", "This is wrong. That too.");
  }

  @Test
  void isSettledWhileNothingIsUnderWay() {
    is(Given.running(), "Progressing", ConditionStatus.FALSE, "Settled", "Nothing is under way.");
  }

  @Test
  void isChangingWhileServersAreRolledOrTheActiveOneChanges() {
    StatusInput rolling =
        Given.withWork(Given.running(), Optional.empty(), Optional.of("Backup restarts."));
    is(rolling, "Progressing", ConditionStatus.TRUE, "Changing", "Backup restarts.");
    is(Given.with(LEADERLESS), "Progressing", ConditionStatus.TRUE, "Changing", "the sentence");
  }

  @Test
  void isNotChangingWhileItWaitsForAPerson() {
    StatusInput asked = Given.with(Given.withQuestion(RUNNING, "Which data go on?"));
    assertThat(condition(asked, "Progressing").status()).isEqualTo(ConditionStatus.FALSE);
  }

  @Test
  void keepsTheTimeOfEveryConditionThatStays() {
    StatusInput input = Given.running();
    StatusInput later =
        Given.anHourAfter(StatusReport.of(input, Given.CLIENTS), Given.withProxies(input, 0));
    assertThat(condition(later, "InSync").lastTransitionTime()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(condition(later, "Ready").lastTransitionTime()).isEqualTo("2026-01-31T13:00:00Z");
  }

  @Test
  void keepsTheTimeWhenOnlyTheReasonChanges() {
    StatusInput without = Given.withProxies(Given.running(), 0);
    StatusInput later =
        Given.anHourAfter(StatusReport.of(without, Given.CLIENTS), Given.with(LEADERLESS));
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
