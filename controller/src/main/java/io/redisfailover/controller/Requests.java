package io.redisfailover.controller;

import io.redisfailover.failover.policy.ControllerState;
import io.redisfailover.failover.view.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What persons asked for and wait for: at most one switch and one answer, a newer one takes the
 * place of an older one. For the deciding thread.
 */
final class Requests {
  /** The policy gives a request up by itself, unless it has no active server to switch from. */
  private static final Duration SWITCH_PATIENCE =
      ControllerState.REQUEST_PATIENCE.plus(Duration.ofSeconds(1));

  /** Parking, un-parking and a look at both servers take a second or two. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(15);

  private Optional<Pending> switchover = Optional.empty();
  private Optional<Pending> answer = Optional.empty();

  private record Pending(Node node, Instant until, CompletableFuture<RequestOutcome> outcome) {
    void end(RequestOutcome ended) {
      outcome.complete(ended);
    }
  }

  void switchAsked(Node to, CompletableFuture<RequestOutcome> outcome, Instant now) {
    switchEnded(new RequestOutcome.NotDone("another switch was asked for in its place"));
    switchover = Optional.of(new Pending(to, now.plus(SWITCH_PATIENCE), outcome));
  }

  void answered(Node survivor, CompletableFuture<RequestOutcome> outcome, Instant now) {
    answerEnded(new RequestOutcome.NotDone("another answer was given in its place"));
    answer = Optional.of(new Pending(survivor, now.plus(ANSWER_PATIENCE), outcome));
  }

  /** Tells who waits for a switch, if anybody does. */
  void switchEnded(RequestOutcome outcome) {
    switchover.ifPresent(pending -> pending.end(outcome));
    switchover = Optional.empty();
  }

  /**
   * Tells who waits when the answer was carried out, or when it takes too long.
   *
   * @param state what the controller remembers after its last decision
   * @param status what it shows
   * @return the same without a switch that nobody waits for any more: it must not happen later
   */
  ControllerState decided(ControllerState state, ControllerStatus status, Instant now) {
    if (answer.isPresent()) {
      answerDecided(answer.get(), state, status, now);
    }
    if (switchover.filter(pending -> now.isAfter(pending.until())).isEmpty()) {
      return state;
    }
    switchEnded(new RequestOutcome.NotDone(status.sentence()));
    return state.requestEnded();
  }

  private void answerDecided(
      Pending pending, ControllerState state, ControllerStatus status, Instant now) {
    Node survivor = pending.node();
    if (state.answer().isEmpty() && status.active().equals(Optional.of(survivor))) {
      String line = status.line().map(known -> " in " + known).orElse("");
      answerEnded(new RequestOutcome.Done(survivor + " is active" + line));
    } else if (now.isAfter(pending.until())) {
      answerEnded(
          new RequestOutcome.NotDone(
              (state.answer().isPresent() ? "the answer stands, but is not carried out yet: " : "")
                  + status.sentence()));
    }
  }

  private void answerEnded(RequestOutcome outcome) {
    answer.ifPresent(pending -> pending.end(outcome));
    answer = Optional.empty();
  }

  /** Nobody decides any more. */
  void abandoned() {
    RequestOutcome stopped = stopped();
    switchEnded(stopped);
    answerEnded(stopped);
  }

  /** {@return the outcome of what comes too late} */
  static RequestOutcome stopped() {
    return new RequestOutcome.NotDone("the controller is being stopped");
  }
}
