package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
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

/** The cause of a failure comes from what was seen. */
class ActiveFailureTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final ServerState.Role PARKED = replica(LinkTarget.PARKING);

  private final ObserverMemory healthy =
      ObserverMemory.starting(
              START, new ObserverMemory.Detection(Duration.ofMillis(1_500), Guards.ALL))
          .adopt(new Epoch(1, Server.MASTER, "id"), Optional.of("run"), START)
          .seen(probe(100, answered("run", new ServerState.Primary(), "id")));

  @Test
  void isNoneWhileTheServerAnswersOrIsSilentForAMomentOnly() {
    assertThat(ActiveFailure.of(healthy, at(150))).isEmpty();
    assertThat(cause(new ProbeAnswer.Silent("no answer"), 250)).isEmpty();
    assertThat(cause(new ProbeAnswer.Errored(ErrorReply.parse("BUSY"), Optional.of("run")), 250))
        .isEmpty();
  }

  @Test
  void tellsACrashFromAHang() {
    assertThat(cause(new ProbeAnswer.Refused(), 250)).contains(Cause.REFUSED);
    assertThat(cause(new ProbeAnswer.Closed(true), 250)).contains(Cause.CLOSED);
    assertThat(cause(new ProbeAnswer.Garbled("refused"), 250)).contains(Cause.GARBLED);
    assertThat(cause(new ProbeAnswer.Silent("connection refused or closed"), 1_650))
        .contains(Cause.SILENT);
  }

  @Test
  void tellsAHandoverFromARestartThatParkedTheServer() {
    assertThat(cause(answered("run", PARKED, "id"), 250)).contains(Cause.HANDOVER);
    assertThat(cause(answered("new run", PARKED, "id"), 250)).contains(Cause.RESTARTED);
    assertThat(
            cause(
                new ProbeAnswer.Errored(ErrorReply.parse("LOADING"), Optional.of("new run")), 250))
        .contains(Cause.RESTARTED);
  }

  /** An operator or a proxy that has just started knows no life of the active server. */
  @Test
  void doesNotCallItAHandoverWhereTheServerWasNeverSeenActive() {
    ObserverMemory started =
        ObserverMemory.starting(
                START, new ObserverMemory.Detection(Duration.ofMillis(1_500), Guards.ALL))
            .adopt(new Epoch(1, Server.MASTER, "id"), Optional.empty(), START)
            .seen(probe(200, answered("any run", PARKED, "id")));
    assertThat(ActiveFailure.of(started, at(250)))
        .contains(new ActiveFailure(Cause.PARKED, "Master is parked"));
  }

  @Test
  void tellsThatTheServerWasMadeSomethingElse() {
    assertThat(cause(answered("run", replica(LinkTarget.PEER), "id"), 250)).contains(Cause.DEMOTED);
    assertThat(cause(answered("run", PARKED, "another id"), 250)).contains(Cause.DEMOTED);
  }

  @Test
  void saysWhatTheServerIsInstead() {
    assertThat(sentence(answered("run", PARKED, "id")))
        .contains("Master was parked for a handover");
    assertThat(sentence(answered("new run", PARKED, "id")))
        .contains("Master restarted and is parked");
    assertThat(sentence(answered("run", replica(LinkTarget.PEER), "id")))
        .contains("Master is a replica of Backup");
    assertThat(sentence(new ProbeAnswer.Refused())).contains("Master failed (connection refused)");
  }

  private Optional<String> sentence(ProbeAnswer answer) {
    return ActiveFailure.of(healthy.seen(probe(200, answer)), at(250)).map(ActiveFailure::sentence);
  }

  private Optional<Cause> cause(ProbeAnswer answer, long now) {
    ObserverMemory seen = healthy;
    for (long sent = 200; sent < now; sent += 100) {
      seen = seen.seen(probe(sent, answer));
    }
    return ActiveFailure.of(seen, at(now)).map(ActiveFailure::cause);
  }

  private static ServerState.Role replica(LinkTarget target) {
    return new ServerState.Replica(target, false, false, -1);
  }

  private static ProbeAnswer answered(String runId, ServerState.Role role, String id) {
    return new ProbeAnswer.Answered(
        new ServerState(
            runId,
            role,
            id,
            1_000,
            Optional.empty(),
            -1,
            Markers.of(new Marker(1, Server.MASTER), id),
            true,
            3,
            0,
            1,
            Optional.empty()));
  }

  private static ProbeResult probe(long millis, ProbeAnswer answer) {
    return new ProbeResult(Server.MASTER, at(millis), at(millis + 1), answer);
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
