package io.redisfailover.failover.policy.controller;

import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.controller.ControllerDecision.Action;
import java.util.Optional;

/**
 * Servers that were there before the controller: no marker, no record, no epoch is known to
 * anybody. A running primary is adopted as it is; it is not demoted, restarted or resynced.
 */
final class Adoption {
  private Adoption() {}

  /** What is done about a pair without any epoch, if it is one. */
  static Optional<Action> action(ControllerState state, ControllerSettings settings) {
    if (state.highestNumber() > 0) {
      return Optional.empty();
    }
    ServerState master = state.seen().master().state().orElseThrow();
    ServerState backup = state.seen().backup().state().orElseThrow();
    if (master.isPrimary() && backup.isPrimary()) {
      return Optional.of(twoPrimaries(state, settings, master, backup));
    }
    if (master.isPrimary()) {
      return Optional.of(adopt(state, Server.MASTER));
    }
    if (backup.isPrimary()) {
      return Optional.of(adopt(state, Server.BACKUP));
    }
    return parkedPair(state, master, backup);
  }

  /** One server of a new pair answers, the other one cannot be asked yet. */
  static Action alone(
      ControllerState state, Server server, ServerState serverState, boolean tooSoon) {
    if (serverState.isPrimary()) {
      return adopt(state, server);
    }
    if (serverState.keys() > 0) {
      return new ControllerDecision.Waiting(
          server.other() + " is unreachable, and " + server + " holds data of no known epoch");
    }
    return tooSoon
        ? new ControllerDecision.Waiting("waiting for the preferred server " + server.other())
        : ColdStart.begin(state, server, "a new pair starts: only " + server + " answers");
  }

  private static Action adopt(ControllerState state, Server server) {
    return ColdStart.begin(state, server, server + " is already a primary and is adopted as it is");
  }

  private static Action twoPrimaries(
      ControllerState state, ControllerSettings settings, ServerState master, ServerState backup) {
    if (master.keys() != 0 && backup.keys() != 0) {
      return new ControllerDecision.DecisionRequired(
          "both servers accepted writes (Master holds "
              + KeyCount.inWords(master.keys())
              + ", Backup "
              + KeyCount.inWords(backup.keys())
              + "); "
              + ColdStart.CHOOSE);
    }
    if (master.keys() == 0 && backup.keys() == 0) {
      return adopt(state, settings.preferred());
    }
    return adopt(state, master.keys() != 0 ? Server.MASTER : Server.BACKUP);
  }

  /** Both are replicas of nobody; of a new pair, the only one with data goes on with them. */
  private static Optional<Action> parkedPair(
      ControllerState state, ServerState master, ServerState backup) {
    boolean onlyOne = (master.keys() == 0) != (backup.keys() == 0);
    if (!state.fresh() || !onlyOne) {
      return Optional.empty();
    }
    Server source = master.keys() == 0 ? Server.BACKUP : Server.MASTER;
    return Optional.of(
        ColdStart.begin(state, source, "a new pair starts with the data of " + source));
  }
}
