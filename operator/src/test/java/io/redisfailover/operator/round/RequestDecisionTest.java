package io.redisfailover.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.RequestsStatus;
import io.redisfailover.operator.controllers.RequestOrigin;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.status.EventReason;
import io.redisfailover.operator.status.ResourceEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From an annotation to its answer. */
class RequestDecisionTest {
  private static final ControllerRequest TO_BACKUP =
      new ControllerRequest.Switchover(Server.BACKUP);
  private static final ControllerRequest KEEP_MASTER =
      new ControllerRequest.KeepDataOf(Server.MASTER);
  private static final RequestOutcome DONE =
      new RequestOutcome.Done("switchover to Backup completed");
  private static final RequestOutcome REFUSED = new RequestOutcome.NotDone("Backup is not in sync");
  private static final RollStep SETTLED = new RollStep.Settled("Both servers run the spec.");
  private static final RollStep SWITCHOVER = new RollStep.Switchover(Server.BACKUP, "Rolling.");

  @Test
  void asksForNothingWithoutAnAnnotation() {
    assertThat(RequestDecision.of(new Observed().now(), SETTLED)).isEmpty();
  }

  @Test
  void asksForWhatAnAnnotationSays() {
    assertThat(steps(switchover())).containsExactly(ask(TO_BACKUP));
    assertThat(steps(new Observed().annotated(Map.of(Annotations.KEEP_DATA_OF, "Master"))))
        .extracting(step -> ((RequestStep.Ask) step).request())
        .containsExactly(KEEP_MASTER);
  }

  @Test
  void asksOnceAndWaitsForTheOutcome() {
    assertThat(steps(asked(Optional.empty()))).isEmpty();
  }

  @Test
  void answersWithTheOutcomeAndForgetsTheRequest() {
    assertThat(steps(asked(Optional.of(DONE))))
        .containsExactly(
            answer(
                new ResourceEvent(
                    false, EventReason.REQUEST_COMPLETED, "Switchover to Backup completed.")),
            new RequestStep.Forget(TO_BACKUP, "Switchover to Backup completed."));
    assertThat(steps(asked(Optional.of(REFUSED))))
        .contains(
            answer(new ResourceEvent(true, EventReason.REQUEST_REFUSED, "Backup is not in sync.")));
  }

  /** A controller that forgot nothing would take no other request. */
  @Test
  void tellsTheOutcomeOfAnAnnotationThatWasTakenAwayAndForgetsIt() {
    assertThat(
            steps(
                new Observed()
                    .open(TO_BACKUP, Annotations.SWITCHOVER, "Backup", Optional.of(DONE))))
        .containsExactly(
            answer(
                new ResourceEvent(
                    false, EventReason.REQUEST_COMPLETED, "Switchover to Backup completed.")),
            new RequestStep.Forget(TO_BACKUP, "Switchover to Backup completed."));
  }

  @Test
  void doesNotTakeTheOutcomeOfARollForTheAnswerToAnAnnotation() {
    assertThat(steps(switchover().open(TO_BACKUP, Optional.of(DONE))))
        .containsExactly(
            new RequestStep.Forget(TO_BACKUP, "Switchover to Backup completed."), ask(TO_BACKUP));
  }

  /** Somebody has written the next one while the one before was carried out. */
  @Test
  void answersTheTokenThatWasAskedForAndThenAsksForTheNextOne() {
    for (String now : List.of("Backup v8", "Backup", "Master v8")) {
      Observation done =
          new Observed()
              .annotated(Map.of(Annotations.SWITCHOVER, now))
              .open(TO_BACKUP, Annotations.SWITCHOVER, "Backup v7", Optional.of(DONE))
              .now();
      List<RequestStep> steps = RequestDecision.of(done, SETTLED);
      assertThat(steps).as(now).hasSize(3);
      assertThat(steps.getFirst())
          .isInstanceOfSatisfying(
              RequestStep.Answer.class,
              answer -> assertThat(answer.value()).isEqualTo("Backup v7"));
      assertThat(steps.getLast())
          .isInstanceOfSatisfying(
              RequestStep.Ask.class,
              next ->
                  assertThat(next.origin())
                      .contains(new RequestOrigin(Annotations.SWITCHOVER, now)));
      assertThat(RequestDecision.answered(done, steps))
          .isEqualTo(new RequestsStatus("Backup v7", null));
    }
  }

  @Test
  void doesNotGiveTheOutcomeOfOneRequestForThatOfAnother() {
    assertThat(steps(switchover().open(KEEP_MASTER, Optional.of(REFUSED))))
        .containsExactly(
            new RequestStep.Forget(KEEP_MASTER, "Backup is not in sync."), ask(TO_BACKUP));
  }

  @Test
  void refusesAValueThatIsNoServer() {
    assertThat(steps(new Observed().annotated(Map.of(Annotations.SWITCHOVER, "backup"))))
        .containsExactly(
            new RequestStep.Answer(
                Annotations.SWITCHOVER,
                "backup",
                false,
                new ResourceEvent(
                    true,
                    EventReason.REQUEST_REFUSED,
                    "Annotation redisfailover.io/switchover: \"backup\" is no request; use"
                        + " Master or Backup, or a token behind it.")));
  }

  /** It may stand in a repository, from which it comes back whenever it is taken away. */
  @Test
  void aRequestWithATokenIsDoneOnceAndStays() {
    Observed observed = new Observed().annotated(Map.of(Annotations.SWITCHOVER, "Backup v7"));
    assertThat(steps(observed))
        .containsExactly(
            new RequestStep.Ask(
                TO_BACKUP,
                origin("Backup v7"),
                "Annotation redisfailover.io/switchover is Backup v7."));

    Observation done =
        observed.open(TO_BACKUP, Annotations.SWITCHOVER, "Backup v7", Optional.of(DONE)).now();
    List<RequestStep> steps = RequestDecision.of(done, SETTLED);
    assertThat(steps)
        .contains(
            new RequestStep.Answer(
                Annotations.SWITCHOVER,
                "Backup v7",
                true,
                new ResourceEvent(
                    false, EventReason.REQUEST_COMPLETED, "Switchover to Backup completed.")));
    assertThat(RequestDecision.answered(done, steps))
        .isEqualTo(new RequestsStatus("Backup v7", null));

    Observed later = new Observed().annotated(Map.of(Annotations.SWITCHOVER, "Backup v7"));
    assertThat(steps(later.answeredEarlier(new RequestsStatus("Backup v7", null)))).isEmpty();
    assertThat(steps(later.answeredEarlier(new RequestsStatus("Backup v6", "Master v7"))))
        .hasSize(1);
  }

  /**
   * A file in Git outlives the resource, and what it asked for may be the contrary of right now.
   */
  @Test
  void aTokenThatAResourceBringsAlongWhenItIsMadeIsOfTheOneBefore() {
    Observed brought =
        new Observed()
            .annotated(
                Map.of(
                    Annotations.KEEP_DATA_OF,
                    "Master 2025-03",
                    Annotations.SWITCHOVER,
                    "Backup v7"))
            .justMade();
    assertThat(steps(brought)).isEmpty();
    assertThat(RequestDecision.answered(brought.now(), List.of()))
        .isEqualTo(new RequestsStatus("Backup v7", "Master 2025-03"));

    Observed asked = new Observed().annotated(Map.of(Annotations.KEEP_DATA_OF, "Master"));
    assertThat(steps(asked.justMade())).as("without a token").hasSize(1);
  }

  @Test
  void aRefusedRequestWithATokenIsAnsweredToo() {
    Observation refused =
        new Observed()
            .annotated(Map.of(Annotations.KEEP_DATA_OF, "Master 2026-11-29"))
            .answeredEarlier(new RequestsStatus("Backup v7", "Backup v1"))
            .open(KEEP_MASTER, Annotations.KEEP_DATA_OF, "Master 2026-11-29", Optional.of(REFUSED))
            .now();
    assertThat(RequestDecision.answered(refused, RequestDecision.of(refused, SETTLED)))
        .isEqualTo(new RequestsStatus("Backup v7", "Master 2026-11-29"));
  }

  @Test
  void aTokenIsOneWord() {
    for (String value : List.of("Backup two words", "Backup ", "Backup\tx", "x Backup")) {
      assertThat(steps(new Observed().annotated(Map.of(Annotations.SWITCHOVER, value))))
          .as(value)
          .singleElement()
          .isInstanceOf(RequestStep.Answer.class);
    }
  }

  /** The cache may show an annotation for a moment after its removal. */
  @Test
  void passesOverAnAnnotationThatWasAnsweredInThisVersionOfTheResource() {
    assertThat(steps(switchover().answered(Annotations.SWITCHOVER, "Backup"))).isEmpty();
    assertThat(steps(switchover().answered(Annotations.SWITCHOVER, "Master"))).hasSize(1);
  }

  @Test
  void keepsAnAnnotationForALaterControllerWhileNoneTakesRequests() {
    assertThat(steps(switchover().withoutController())).isEmpty();
    assertThat(steps(switchover().ending())).isEmpty();
  }

  @Test
  void asksForTheSwitchoverOfARollWhereNoAnnotationAsksForAnything() {
    assertThat(RequestDecision.of(new Observed().now(), SWITCHOVER))
        .containsExactly(new RequestStep.Ask(TO_BACKUP, Optional.empty(), "Rolling."));
    Observed both = new Observed().annotated(Map.of(Annotations.KEEP_DATA_OF, "Master"));
    assertThat(RequestDecision.of(both.now(), SWITCHOVER))
        .extracting(step -> ((RequestStep.Ask) step).request())
        .containsExactly(KEEP_MASTER);
  }

  @Test
  void asksAgainForTheSwitchoverOfARollThatWasRefusedAndNotForOneThatWasDone() {
    Observed refused = new Observed().open(TO_BACKUP, Optional.of(REFUSED));
    assertThat(RequestDecision.of(refused.now(), SWITCHOVER))
        .containsExactly(
            new RequestStep.Forget(TO_BACKUP, "Backup is not in sync."),
            new RequestStep.Ask(TO_BACKUP, Optional.empty(), "Rolling."));
    Observed done = new Observed().open(TO_BACKUP, Optional.of(DONE));
    assertThat(RequestDecision.of(done.now(), SWITCHOVER))
        .containsExactly(new RequestStep.Forget(TO_BACKUP, "Switchover to Backup completed."));
  }

  private static Observed switchover() {
    return new Observed().annotated(Map.of(Annotations.SWITCHOVER, "Backup"));
  }

  private static Observed asked(Optional<RequestOutcome> outcome) {
    return switchover().open(TO_BACKUP, Annotations.SWITCHOVER, "Backup", outcome);
  }

  private static Optional<RequestOrigin> origin(String value) {
    return Optional.of(new RequestOrigin(Annotations.SWITCHOVER, value));
  }

  private static List<RequestStep> steps(Observed observed) {
    return RequestDecision.of(observed.now(), SETTLED);
  }

  private static RequestStep ask(ControllerRequest request) {
    return new RequestStep.Ask(
        request, origin("Backup"), "Annotation redisfailover.io/switchover is Backup.");
  }

  private static RequestStep answer(ResourceEvent event) {
    return new RequestStep.Answer(Annotations.SWITCHOVER, "Backup", false, event);
  }
}
