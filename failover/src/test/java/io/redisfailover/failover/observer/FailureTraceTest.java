package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of a failure: when it was first seen, and what was seen. */
class FailureTraceTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, "id");
  private static final ServerState.Role PARKED =
      new ServerState.Replica(LinkTarget.PARKING, false, false, -1);

  /** The last probe that was answered was sent at 200 ms. */
  private final ObserverMemory healthy =
      ObserverMemory.starting(
              START, new ObserverMemory.Detection(Duration.ofMillis(1_500), Guards.ALL))
          .adopt(EPOCH, Optional.of("run"), START)
          .seen(probe(100, master(1000)))
          .seen(probe(200, master(1200)));

  @Test
  void saysNothingOfAServerThatHasNotFailed() {
    assertThat(FailureTrace.of(healthy)).isEmpty();
    assertThat(FailureTrace.of(healthy.seen(probe(300, new ProbeAnswer.Silent("no answer")))))
        .isEmpty();
  }

  @Test
  void namesTheFirstFailedLookAndWhatWasSeenLast() {
    ObserverMemory seen =
        healthy
            .seen(probe(250, new ProbeAnswer.Closed(false)))
            .seen(probe(252, new ProbeAnswer.Refused()));
    assertThat(FailureTrace.of(seen))
        .contains(new FailureTrace(Optional.of(at(200)), at(250), "connection refused"));
  }

  @Test
  void countsSilenceFromTheFirstLookThatWasNotAnswered() {
    ObserverMemory seen = healthy;
    for (int sent = 300; sent <= 1_700; sent += 100) {
      seen = seen.seen(probe(sent, new ProbeAnswer.Silent("no reply within 100 ms")));
    }
    assertThat(FailureTrace.of(seen.at(at(1_750))))
        .contains(new FailureTrace(Optional.of(at(200)), at(300), "no answer for 1.5 s"));
    assertThat(FailureTrace.detectedAfter(seen.at(at(1_750)))).contains(Duration.ofMillis(1_501));
    assertThat(FailureTrace.detectedAfter(healthy)).isEmpty();
  }

  @Test
  void takesNoAnswerAsAReplicaForASignOfLife() {
    ObserverMemory seen =
        healthy.seen(probe(250, new ProbeAnswer.Closed(false))).seen(probe(260, parked("new run")));
    assertThat(FailureTrace.of(seen))
        .contains(new FailureTrace(Optional.of(at(200)), at(251), "restarted, parked"));
    assertThat(FailureTrace.of(seen.seen(probe(300, new ProbeAnswer.Refused()))))
        .map(FailureTrace::lastSign)
        .contains(Optional.of(at(200)));
  }

  @Test
  void tellsAParkedServerAndARestartedOneApart() {
    assertThat(cause(parked("run"))).isEqualTo("parked");
    ErrorReply loading = ErrorReply.parse("LOADING Redis is loading the dataset in memory");
    assertThat(cause(new ProbeAnswer.Errored(loading, Optional.of("new run"))))
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
            ObserverMemory.starting(START, healthy.detection())
                .adopt(EPOCH, Optional.empty(), START)
                .gapBytes(successor("id", 1_201)))
        .isEmpty();
  }

  private String cause(ProbeAnswer answer) {
    return FailureTrace.of(healthy.seen(probe(300, answer))).orElseThrow().inWords();
  }

  private static ServerState successor(String formerId, long formerOffset) {
    return state("backup run", new ServerState.Primary(), "new id", 2_000, formerId, formerOffset);
  }

  private static ProbeAnswer master(long offset) {
    return new ProbeAnswer.Answered(state("run", new ServerState.Primary(), "id", offset, "", -1));
  }

  private static ProbeAnswer parked(String runId) {
    return new ProbeAnswer.Answered(state(runId, PARKED, "id", 1200, "", -1));
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
        Markers.of(new Marker(1, Server.MASTER), id),
        true,
        3,
        0,
        1,
        Optional.empty());
  }

  private static ProbeResult probe(long millis, ProbeAnswer answer) {
    return new ProbeResult(Server.MASTER, at(millis), at(millis + 1), answer);
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
