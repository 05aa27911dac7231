package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
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

/** The cause of a failure comes from what was seen. */
class ActiveFailureTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final ServerState.Role PARKED = replica(LinkTarget.PARKING);

  private final Observation healthy =
      Observation.starting(START, new Observation.Detection(Duration.ofMillis(1_500), Guards.ALL))
          .adopt(new Line(1, Node.MASTER, "id"), Optional.of("run"), START)
          .seen(look(100, answered("run", new ServerState.Master(), "id")));

  @Test
  void isNoneWhileTheServerAnswersOrIsSilentForAMomentOnly() {
    assertThat(ActiveFailure.of(healthy, at(150))).isEmpty();
    assertThat(cause(new Answer.Silent("no answer"), 250)).isEmpty();
    assertThat(cause(new Answer.Errored(ErrorReply.parse("BUSY"), Optional.of("run")), 250))
        .isEmpty();
  }

  @Test
  void tellsACrashFromAHang() {
    assertThat(cause(new Answer.Refused(), 250)).contains(Cause.REFUSED);
    assertThat(cause(new Answer.Closed(true), 250)).contains(Cause.CLOSED);
    assertThat(cause(new Answer.Garbled("refused"), 250)).contains(Cause.GARBLED);
    assertThat(cause(new Answer.Silent("connection refused or closed"), 1_650))
        .contains(Cause.SILENT);
  }

  @Test
  void tellsAHandoverFromARestartThatParkedTheServer() {
    assertThat(cause(answered("run", PARKED, "id"), 250)).contains(Cause.HANDOVER);
    assertThat(cause(answered("new run", PARKED, "id"), 250)).contains(Cause.RESTARTED);
    assertThat(cause(new Answer.Errored(ErrorReply.parse("LOADING"), Optional.of("new run")), 250))
        .contains(Cause.RESTARTED);
  }

  @Test
  void tellsThatTheServerWasMadeSomethingElse() {
    assertThat(cause(answered("run", replica(LinkTarget.PEER), "id"), 250)).contains(Cause.DEMOTED);
    assertThat(cause(answered("run", PARKED, "another id"), 250)).contains(Cause.DEMOTED);
  }

  private Optional<Cause> cause(Answer answer, long now) {
    return ActiveFailure.of(healthy.seen(look(200, answer)), at(now)).map(ActiveFailure::cause);
  }

  private static ServerState.Role replica(LinkTarget target) {
    return new ServerState.Replica(target, false, false, -1);
  }

  private static Answer answered(String runId, ServerState.Role role, String id) {
    return new Answer.Answered(
        new ServerState(
            runId,
            role,
            id,
            1_000,
            Optional.empty(),
            -1,
            Markers.of(new Marker(1, Node.MASTER)),
            true,
            3,
            0,
            1,
            Optional.empty()));
  }

  private static View look(long millis, Answer answer) {
    return new View(Node.MASTER, at(millis), at(millis + 1), answer);
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
