package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.controller.ControllerDecision.Action;

/** Carries out what an administrator answered to a {@link ControllerDecision.DecisionRequired}. */
final class ManualDecision {
  private ManualDecision() {}

  /** The next step towards the answer, while no active server stands in its way. */
  static Action action(ControllerState state, Server survivor) {
    return state.seen().of(survivor).answered()
        ? ColdStart.begin(
            state, survivor, Cause.DECISION, "the data of " + survivor + " is kept, as decided")
        : new ControllerDecision.Waiting(
            "the data of "
                + survivor
                + " is kept, as decided, but "
                + survivor
                + " is unreachable");
  }
}
