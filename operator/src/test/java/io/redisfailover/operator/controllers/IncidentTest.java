package io.redisfailover.operator.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.operator.status.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the controller knew of one failure, and no longer of the next one. */
class IncidentTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Epoch FIVE = new Epoch(5, Server.MASTER, "b".repeat(40));
  private static final Epoch SIX = new Epoch(6, Server.BACKUP, "a".repeat(40));
  private static final Epoch SEVEN = new Epoch(7, Server.MASTER, "c".repeat(40));
  private static final String SEEN = "the controller saw 0 bytes missing";

  private Optional<Incident> incident = Optional.empty();

  @Test
  void isExplainedByWhatIsKnownWhileItLasts() {
    sees(active(FIVE));
    assertThat(incident).isEmpty();
    sees(fails(FIVE, Cause.REFUSED, SEEN));
    assertThat(explanation())
        .isEqualTo(
            new Explanation(
                Optional.of(Server.MASTER),
                Cause.REFUSED,
                "the sentence",
                List.of(SEEN),
                Optional.empty()));
  }

  @Test
  void keepsItsEvidenceUntilThePromotionIsKnown() {
    sees(fails(FIVE, Cause.REFUSED, SEEN));
    sees(fails(FIVE, Cause.REFUSED));
    assertThat(explanation().evidence()).containsExactly(SEEN);
    sees(waits(FIVE));
    sees(active(SIX));
    assertThat(explanation().evidence()).containsExactly(SEEN);
    sees(active(SIX));
    assertThat(explanation().left()).contains(Server.MASTER);
  }

  /** It failed, came back by itself, and fails again in the same epoch. */
  @Test
  void isOverWhereTheServerIsActiveAgain() {
    sees(fails(FIVE, Cause.REFUSED, SEEN));
    sees(active(FIVE));
    assertThat(incident).isEmpty();
    sees(fails(FIVE, Cause.REFUSED));
    assertThat(explanation().evidence()).isEmpty();
  }

  @Test
  void handsNoEvidenceToAnIncidentOfAnotherEpoch() {
    sees(fails(FIVE, Cause.REFUSED, SEEN));
    sees(fails(SEVEN, Cause.REFUSED));
    assertThat(explanation().evidence()).isEmpty();
  }

  @Test
  void handsNoEvidenceToAnotherCause() {
    sees(fails(FIVE, Cause.REFUSED, SEEN));
    sees(fails(FIVE, Cause.SWITCHOVER));
    assertThat(explanation().evidence()).isEmpty();
  }

  /** Nobody saw why: the proxies made the next change while this controller was cut off. */
  @Test
  void explainsTheEpochThatCameOfItAndNoLaterOne() {
    sees(fails(FIVE, Cause.REFUSED, SEEN));
    sees(active(SIX));
    sees(active(SEVEN));
    assertThat(incident).isEmpty();
  }

  @Test
  void repeatsNoTimeOfDetectionInALaterIncident() {
    ObserverMemory failed =
        ObserverMemory.starting(
                NOW, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
            .adopt(FIVE, Optional.of("c".repeat(40)), NOW)
            .seen(probe(100, Given.master(Markers.of(FIVE))))
            .seen(probe(200, new ProbeAnswer.Refused()));
    sees(status(Optional.of(failed), FIVE, Optional.empty(), Optional.of(Cause.REFUSED)));
    Optional<Duration> detected = explanation().detectedAfter();
    sees(fails(FIVE, Cause.REFUSED));
    assertThat(explanation().detectedAfter()).isEqualTo(detected);
    sees(active(FIVE));
    sees(fails(FIVE, Cause.REFUSED));
    assertThat(explanation().detectedAfter()).isEmpty();
    assertThat(detected).contains(Duration.ofMillis(101));
  }

  private static ProbeResult probe(long millis, ProbeAnswer answer) {
    Instant sent = NOW.plusMillis(millis);
    return new ProbeResult(Server.MASTER, sent, sent.plusMillis(1), answer);
  }

  private void sees(ControllerStatus now) {
    incident = Incident.after(incident, now);
  }

  private Explanation explanation() {
    return incident.orElseThrow().explanation();
  }

  private static ControllerStatus active(Epoch epoch) {
    return status(Optional.empty(), epoch, Optional.of(epoch.server()), Optional.empty());
  }

  private static ControllerStatus waits(Epoch epoch) {
    return status(Optional.empty(), epoch, Optional.empty(), Optional.empty());
  }

  private static ControllerStatus fails(Epoch epoch, Cause cause, String... evidence) {
    return status(Optional.empty(), epoch, Optional.empty(), Optional.of(cause), evidence);
  }

  private static ControllerStatus status(
      Optional<ObserverMemory> seen,
      Epoch epoch,
      Optional<Server> active,
      Optional<Cause> cause,
      String... evidence) {
    return new ControllerStatus(
        active.isPresent() ? ControllerStatus.Phase.RUNNING : ControllerStatus.Phase.FAILING_OVER,
        Optional.of(epoch),
        active,
        false,
        Map.of(),
        cause,
        "the sentence",
        Optional.empty(),
        List.of(),
        seen,
        Map.of(),
        Map.of(),
        Optional.empty(),
        List.of(evidence));
  }
}
