package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of a failure: when it was first seen, and what was seen. */
class FailureTraceTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final Line LINE = new Line(1, Node.MASTER, "id");
  private static final ServerState.Role PARKED =
      new ServerState.Replica(LinkTarget.PARKING, false, false, -1);

  /** The last look that was answered was sent at 200 ms. */
  private final Observation healthy =
      Observation.starting(START, new Observation.Detection(Duration.ofMillis(1_500), Guards.ALL))
          .adopt(LINE, Optional.of("run"), START)
          .seen(look(100, master(1000)))
          .seen(look(200, master(1200)));

  @Test
  void saysNothingOfAServerThatHasNotFailed() {
    assertThat(FailureTrace.of(healthy)).isEmpty();
    assertThat(FailureTrace.of(healthy.seen(look(300, new Answer.Silent("no answer"))))).isEmpty();
  }

  @Test
  void namesTheFirstFailedLookAndWhatWasSeenLast() {
    Observation seen =
        healthy.seen(look(250, new Answer.Closed(false))).seen(look(252, new Answer.Refused()));
    assertThat(FailureTrace.of(seen))
        .contains(new FailureTrace(Optional.of(at(200)), at(250), "connection refused"));
  }

  @Test
  void countsSilenceFromTheFirstLookThatWasNotAnswered() {
    Observation seen = healthy;
    for (int sent = 300; sent <= 1_700; sent += 100) {
      seen = seen.seen(look(sent, new Answer.Silent("no answer within 100 ms")));
    }
    assertThat(FailureTrace.of(seen.at(at(1_750))))
        .contains(new FailureTrace(Optional.of(at(200)), at(300), "no answer for 1.5 s"));
  }

  @Test
  void takesNoAnswerAsAReplicaForASignOfLife() {
    Observation seen =
        healthy.seen(look(250, new Answer.Closed(false))).seen(look(260, parked("new run")));
    assertThat(FailureTrace.of(seen))
        .contains(new FailureTrace(Optional.of(at(200)), at(251), "restarted, parked"));
    assertThat(FailureTrace.of(seen.seen(look(300, new Answer.Refused()))))
        .map(FailureTrace::lastSign)
        .contains(Optional.of(at(200)));
  }

  @Test
  void tellsAParkedServerAndARestartedOneApart() {
    assertThat(cause(parked("run"))).isEqualTo("parked");
    ErrorReply loading = ErrorReply.parse("LOADING Redis is loading the dataset in memory");
    assertThat(cause(new Answer.Errored(loading, Optional.of("new run"))))
        .isEqualTo("restarted, answers LOADING");
  }

  @Test
  void measuresTheGapBetweenWhatWasSeenAndWhereTheSuccessorBegan() {
    assertThat(healthy.gapBytes(successor("id", 1_201))).hasValue(0);
    assertThat(healthy.gapBytes(successor("id", 1_151))).hasValue(50);
    assertThat(healthy.gapBytes(successor("id", 1_900))).hasValue(0);
  }

  @Test
  void knowsNoGapBetweenHistoriesThatDoNotFollowOnEachOther() {
    assertThat(healthy.gapBytes(successor("another id", 1_201))).isEmpty();
    assertThat(
            Observation.starting(START, healthy.detection())
                .adopt(LINE, Optional.empty(), START)
                .gapBytes(successor("id", 1_201)))
        .isEmpty();
  }

  private String cause(Answer answer) {
    return FailureTrace.of(healthy.seen(look(300, answer))).orElseThrow().inWords();
  }

  private static ServerState successor(String formerId, long formerOffset) {
    return state("backup run", new ServerState.Master(), "new id", 2_000, formerId, formerOffset);
  }

  private static Answer master(long offset) {
    return new Answer.Answered(state("run", new ServerState.Master(), "id", offset, "", -1));
  }

  private static Answer parked(String runId) {
    return new Answer.Answered(state(runId, PARKED, "id", 1200, "", -1));
  }

  private static ServerState state(
      String runId,
      ServerState.Role role,
      String id,
      long offset,
      String formerId,
      long formerOffset) {
    return new ServerState(
        runId,
        role,
        id,
        offset,
        Optional.of(formerId).filter(known -> !known.isEmpty()),
        formerOffset,
        Markers.of(new Marker(1, Node.MASTER)),
        true,
        3,
        0,
        1,
        Optional.empty());
  }

  private static View look(long millis, Answer answer) {
    return new View(Node.MASTER, at(millis), at(millis + 1), answer);
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
