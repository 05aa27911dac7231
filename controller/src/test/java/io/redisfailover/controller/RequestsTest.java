package io.redisfailover.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Requests requests = new Requests();
  private final CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
  private final ControllerState state =
      ControllerState.starting(NOW, FailoverSettings.DEFAULT, true).requested(Server.BACKUP, NOW);

  @Test
  void forgetsASwitchThatItHasToldNotToHappen() {
    requests.asked(new ControllerRequest.Switchover(Server.BACKUP), outcome, NOW);

    assertThat(decided(NOW.plusSeconds(10)).request()).isPresent();
    assertThat(outcome).isNotDone();
    assertThat(decided(NOW.plusSeconds(12)).request()).isEmpty();
    assertThat(outcome)
        .isCompletedWithValue(
            new RequestOutcome.NotDone("no switchover to Backup: the controller has just started"));
  }

  @Test
  void tellsTheFirstOneWhenAnotherAsksInItsPlace() {
    requests.asked(new ControllerRequest.Switchover(Server.BACKUP), outcome, NOW);
    requests.asked(new ControllerRequest.Switchover(Server.MASTER), new CompletableFuture<>(), NOW);

    assertThat(outcome)
        .isCompletedWithValue(
            new RequestOutcome.NotDone("a newer switchover request replaced this one"));
  }

  @Test
  void saysThatAnAnswerStandsWhichCouldNotBeCarriedOutYet() {
    requests.asked(new ControllerRequest.KeepDataOf(Server.BACKUP), outcome, NOW);

    ControllerState unused =
        requests.decided(
            state.decided(Server.BACKUP), ControllerStatus.NOTHING_SEEN, NOW.plusSeconds(20));

    assertThat(outcome)
        .isCompletedWithValue(
            new RequestOutcome.NotDone(
                "the decision is stored but not yet carried out: the controller has just started"));
  }

  private ControllerState decided(Instant now) {
    return requests.decided(state, ControllerStatus.NOTHING_SEEN, now);
  }
}
