package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.policy.ControllerState;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.view.Node;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Requests requests = new Requests();
  private final CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
  private final ControllerState state =
      ControllerState.starting(NOW, FailoverSettings.DEFAULT, true).requested(Node.BACKUP, NOW);

  @Test
  void forgetsASwitchThatItHasToldNotToHappen() {
    requests.switchAsked(Node.BACKUP, outcome, NOW);

    assertThat(decided(NOW.plusSeconds(10)).request()).isPresent();
    assertThat(outcome).isNotDone();
    assertThat(decided(NOW.plusSeconds(12)).request()).isEmpty();
    assertThat(outcome)
        .isCompletedWithValue(new RequestOutcome.NotDone("The controller has just started."));
  }

  @Test
  void tellsTheFirstOneWhenAnotherAsksInItsPlace() {
    requests.switchAsked(Node.BACKUP, outcome, NOW);
    requests.switchAsked(Node.MASTER, new CompletableFuture<>(), NOW);

    assertThat(outcome)
        .isCompletedWithValue(
            new RequestOutcome.NotDone("another switch was asked for in its place"));
  }

  @Test
  void saysThatAnAnswerStandsWhichCouldNotBeCarriedOutYet() {
    requests.answered(Node.BACKUP, outcome, NOW);

    ControllerState unused =
        requests.decided(
            state.answered(Node.BACKUP), ControllerStatus.NOTHING_SEEN, NOW.plusSeconds(20));

    assertThat(outcome)
        .isCompletedWithValue(
            new RequestOutcome.NotDone(
                "the answer stands, but is not carried out yet: The controller has just started."));
  }

  private ControllerState decided(Instant now) {
    return requests.decided(state, ControllerStatus.NOTHING_SEEN, now);
  }
}
