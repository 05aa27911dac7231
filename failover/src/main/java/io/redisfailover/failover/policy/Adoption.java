package io.redisfailover.failover.policy;

import io.redisfailover.failover.policy.ControllerDecision.Action;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import java.util.Optional;

/**
 * Servers that were there before the controller: no marker, no record, no line is known to anybody.
 * A running master is adopted as it is; it is not demoted, restarted or resynced.
 */
final class Adoption {
  private Adoption() {}

  /** What is done about a pair without any line, if it is one. */
  static Optional<Action> action(ControllerState state, ControllerSettings settings) {
    if (state.highestNumber() > 0) {
      return Optional.empty();
    }
    ServerState master = state.seen().master().state().orElseThrow();
    ServerState backup = state.seen().backup().state().orElseThrow();
    if (master.isMaster() && backup.isMaster()) {
      return Optional.of(twoMasters(state, settings, master, backup));
    }
    if (master.isMaster()) {
      return Optional.of(adopt(state, Node.MASTER));
    }
    if (backup.isMaster()) {
      return Optional.of(adopt(state, Node.BACKUP));
    }
    return parkedPair(state, master, backup);
  }

  /** One server of a new pair answers, the other one cannot be asked yet. */
  static Action alone(ControllerState state, Node node, ServerState server, boolean tooSoon) {
    if (server.isMaster()) {
      return adopt(state, node);
    }
    if (server.keys() > 0) {
      return new ControllerDecision.Waiting(
          node.other() + " cannot be asked yet, and " + node + " holds data of no known line");
    }
    return tooSoon
        ? new ControllerDecision.Waiting(node.other() + " is preferred and is not there yet")
        : ColdStart.begin(state, node, "a new pair starts: only " + node + " is there yet");
  }

  private static Action adopt(ControllerState state, Node node) {
    return ColdStart.begin(state, node, node + " is master already: it is adopted as it is");
  }

  private static Action twoMasters(
      ControllerState state, ControllerSettings settings, ServerState master, ServerState backup) {
    if (master.keys() != 0 && backup.keys() != 0) {
      return new ControllerDecision.NeedsDecision(
          "both servers are masters with data of their own ("
              + KeyCount.inWords(master.keys())
              + " on Master, "
              + KeyCount.inWords(backup.keys())
              + " on Backup); promote the one to go on with, the other's data are given up");
    }
    if (master.keys() == 0 && backup.keys() == 0) {
      return adopt(state, settings.preferred());
    }
    return adopt(state, master.keys() != 0 ? Node.MASTER : Node.BACKUP);
  }

  /** Both are replicas of nobody; of a new pair, the only one with data goes on with them. */
  private static Optional<Action> parkedPair(
      ControllerState state, ServerState master, ServerState backup) {
    boolean onlyOne = (master.keys() == 0) != (backup.keys() == 0);
    if (!state.fresh() || !onlyOne) {
      return Optional.empty();
    }
    Node source = master.keys() == 0 ? Node.BACKUP : Node.MASTER;
    return Optional.of(
        ColdStart.begin(
            state, source, "a new pair starts with the data that " + source + " holds"));
  }
}
