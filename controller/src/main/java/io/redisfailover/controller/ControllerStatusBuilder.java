package io.redisfailover.controller;

import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.EvidenceTrace;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.controller.ControllerDecision;
import io.redisfailover.failover.policy.controller.ControllerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in the words of {@link ControllerStatus} what was decided. Pure. */
final class ControllerStatusBuilder {
  private ControllerStatusBuilder() {}

  /** The status after a decision. */
  static ControllerStatus of(
      ControllerState state,
      ControllerDecision.Action action,
      List<String> problems,
      Map<String, ProxyReply> proxies,
      ServerDetails details) {
    ObserverMemory seen = state.seen();
    Optional<Server> active =
        state.epoch().map(Epoch::server).filter(server -> seen.epochServerSeen());
    boolean inSync = active.isPresent() && seen.isStandbyInSync();
    return new ControllerStatus(
        phase(state, action, active.isPresent(), inSync),
        state.epoch(),
        active,
        inSync,
        details.servers(seen),
        action.cause(),
        action.why(),
        action instanceof ControllerDecision.DecisionRequired(String question)
            ? Optional.of(question)
            : Optional.empty(),
        problems,
        Optional.of(seen),
        proxies,
        details.versions(),
        details.discarded(),
        EvidenceTrace.of(seen, "the controller"));
  }

  private static Phase phase(
      ControllerState state, ControllerDecision.Action action, boolean active, boolean inSync) {
    if (action instanceof ControllerDecision.DecisionRequired) {
      return Phase.BLOCKED;
    }
    if (action instanceof ControllerDecision.Switchover) {
      return Phase.SWITCHING_OVER;
    }
    if (!active) {
      return state.epoch().isEmpty() ? Phase.PENDING : Phase.FAILING_OVER;
    }
    return inSync ? Phase.RUNNING : Phase.DEGRADED;
  }
}
