package io.redisfailover.controller;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The open requests of administrators: at most one switchover and one decision; a newer one
 * replaces an older one. For the deciding thread.
 */
final class Requests {
  /** The policy gives a request up by itself, unless it has no active server to switch from. */
  private static final Duration SWITCH_PATIENCE =
      ControllerState.REQUEST_PATIENCE.plus(Duration.ofSeconds(1));

  /** Parking, unparking and a probe of both servers take a second or two. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(15);

  private Optional<Pending> switchover = Optional.empty();
  private Optional<Pending> decision = Optional.empty();

  private record Pending(
      ControllerRequest request, Instant until, CompletableFuture<RequestOutcome> outcome) {
    void end(RequestOutcome ended) {
      outcome.complete(ended);
    }
  }

  /** Takes a request, in the place of an older one of its kind. */
  void asked(ControllerRequest request, CompletableFuture<RequestOutcome> outcome, Instant now) {
    switch (request) {
      case ControllerRequest.Switchover wanted -> {
        switchEnded(new RequestOutcome.NotDone("a newer switchover request replaced this one"));
        switchover = Optional.of(new Pending(request, now.plus(SWITCH_PATIENCE), outcome));
      }
      case ControllerRequest.KeepDataOf made -> {
        decisionEnded(new RequestOutcome.NotDone("a newer decision replaced this one"));
        decision = Optional.of(new Pending(request, now.plus(ANSWER_PATIENCE), outcome));
      }
    }
  }

  /** Tells who waits for a switchover, if anybody does. */
  void switchEnded(RequestOutcome outcome) {
    switchover.ifPresent(pending -> pending.end(outcome));
    switchover = Optional.empty();
  }

  /**
   * Tells who waits when the decision was carried out, or when it takes too long.
   *
   * @param state what the controller remembers after its last decision
   * @param status what it shows
   * @return the same without a switchover that nobody waits for any more: it must not happen later
   */
  ControllerState decided(ControllerState state, ControllerStatus status, Instant now) {
    if (decision.isPresent()) {
      decisionPending(decision.get(), state, status, now);
    }
    if (switchover.filter(pending -> now.isAfter(pending.until())).isEmpty()) {
      return state;
    }
    switchEnded(refused(switchover.orElseThrow().request().server(), status.sentence()));
    return state.requestEnded();
  }

  private void decisionPending(
      Pending pending, ControllerState state, ControllerStatus status, Instant now) {
    Server survivor = pending.request().server();
    if (state.decision().isEmpty() && status.active().equals(Optional.of(survivor))) {
      String epoch = status.epoch().map(known -> " in " + known).orElse("");
      decisionEnded(
          new RequestOutcome.Done(
              "the data of " + survivor + " is kept, and " + survivor + " is active" + epoch));
    } else if (now.isAfter(pending.until())) {
      decisionEnded(
          new RequestOutcome.NotDone(
              (state.decision().isPresent()
                      ? "the decision is stored but not yet carried out: "
                      : "")
                  + status.sentence()));
    }
  }

  private void decisionEnded(RequestOutcome outcome) {
    decision.ifPresent(pending -> pending.end(outcome));
    decision = Optional.empty();
  }

  /** {@return the outcome of a switchover that is not done} */
  static RequestOutcome refused(Server to, String why) {
    return new RequestOutcome.NotDone("no switchover to " + to + ": " + why);
  }

  /** Nobody decides any more. */
  void abandoned() {
    RequestOutcome stopped = stopped();
    switchEnded(stopped);
    decisionEnded(stopped);
  }

  /** {@return the outcome of what comes too late} */
  static RequestOutcome stopped() {
    return new RequestOutcome.NotDone(
        "the controller is shutting down; repeat the request when it runs again");
  }
}
