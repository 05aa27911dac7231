package io.redisfailover.controller;

import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.controller.fleet.ProxyReply;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.policy.ControllerDecision;
import io.redisfailover.failover.policy.ControllerState;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in the words of {@link ControllerStatus} what was decided. Pure. */
final class StatusReport {
  private StatusReport() {}

  /** The status after a decision. */
  static ControllerStatus of(
      ControllerState state,
      ControllerDecision.Action action,
      List<String> problems,
      Map<String, ProxyReply> proxies) {
    Observation seen = state.seen();
    Optional<Node> active = state.line().map(Line::node).filter(node -> seen.activeIsLine());
    boolean inSync = active.isPresent() && inSync(seen);
    return new ControllerStatus(
        phase(state, action, active.isPresent(), inSync),
        state.line(),
        active,
        inSync,
        nodes(seen),
        action.cause(),
        action.why(),
        action instanceof ControllerDecision.NeedsDecision(String question)
            ? Optional.of(question)
            : Optional.empty(),
        problems,
        Optional.of(seen),
        proxies);
  }

  private static boolean inSync(Observation seen) {
    Optional<ServerState> standby = seen.standbySight().state();
    return seen.witness().caughtUp()
        && standby
            .filter(ServerState::isLinkedToPeer)
            .filter(copy -> !copy.isSyncing())
            .isPresent();
  }

  private static Phase phase(
      ControllerState state, ControllerDecision.Action action, boolean active, boolean inSync) {
    if (action instanceof ControllerDecision.NeedsDecision) {
      return Phase.BLOCKED;
    }
    if (action instanceof ControllerDecision.Switch) {
      return Phase.SWITCHING_OVER;
    }
    if (!active) {
      return state.line().isEmpty() ? Phase.PENDING : Phase.FAILING_OVER;
    }
    return inSync ? Phase.RUNNING : Phase.DEGRADED;
  }

  private static Map<Node, String> nodes(Observation seen) {
    Map<Node, String> words = new EnumMap<>(Node.class);
    for (Node node : Node.values()) {
      words.put(
          node, seen.of(node).newest().map(view -> view.answer().inWords()).orElse("not seen yet"));
    }
    return words;
  }
}
