package io.redisfailover.failover.policy;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.policy.ControllerDecision.Action;
import io.redisfailover.failover.view.Node;

/** Carries out what a person answered to a {@link ControllerDecision.NeedsDecision}. */
final class Answer {
  private Answer() {}

  /** The next step towards the answer, while no active server stands in its way. */
  static Action action(ControllerState state, Node survivor) {
    return state.seen().of(survivor).answered()
        ? ColdStart.begin(state, survivor, Cause.DECISION, survivor + " goes on, as was answered")
        : new ControllerDecision.Waiting(survivor + " shall go on, but cannot be asked");
  }
}
